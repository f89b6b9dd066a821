"""Trained networks to the files of a model folder. Imports `training.fitting` and `ner_model`."""

"""How well a tagger does, and where it errs. Imports `training.corpora` and `ner_model`."""

"""Pipelines to run: flags, and one expression of steps each; imports `transforms` and `ner_model`."""

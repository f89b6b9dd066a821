"""The files that terminologies are published in, one kind a file: each yields concepts. Imports `ner_model`."""

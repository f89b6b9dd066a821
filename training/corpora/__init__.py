"""Labelled corpora in: one file per corpus and format, and their mentions on tokens. Imports `ner_model`."""

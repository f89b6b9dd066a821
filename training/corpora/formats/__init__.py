"""One file per format of labelled corpora: what a file says, before it is believed. Imports `ner_model`."""

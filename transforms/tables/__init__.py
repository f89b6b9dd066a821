"""The tables of an output, one a file: columns, key and rows of each. Imports `records` and `ner_model`."""

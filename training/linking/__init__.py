"""Learns linking from a corpus with concepts, and measures it. Imports `corpora`, `measuring` and `ner_model`."""

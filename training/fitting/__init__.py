"""Tagged sentences to trained networks. Imports `training.corpora`, `training.measuring` and `ner_model`."""

"""The steps of a pipeline, how their files are committed, and the record types; imports `ner_model`, never TensorFlow."""

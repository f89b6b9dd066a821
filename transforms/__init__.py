"""The steps of a pipeline, their record types and the commit of a run; imports `ner_model`, never TensorFlow."""

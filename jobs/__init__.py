"""Pipelines to run: flags, and one expression of steps each; imports `transforms` and `ner_model`."""

import logging

# Importing Beam warns about a BigQuery client that no job here has a use for.
logging.getLogger().addFilter(lambda record: not str(record.msg).startswith("apitools not found"))

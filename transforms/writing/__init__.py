"""Annotated documents to rows, rows to Parquet files that no reader sees yet. Imports `records` and `storage` alone."""

"""How an export is planned, refused, published and summed up. Imports `operation`, `run` and `transforms`."""

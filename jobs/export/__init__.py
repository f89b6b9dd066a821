"""Makes an export: how it is planned, refused, published and summed up. Imports `operation`, `run` and `transforms`."""

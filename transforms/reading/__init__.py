"""Files in, documents out: finding, cutting and reading them. Imports `records` and `storage` alone."""

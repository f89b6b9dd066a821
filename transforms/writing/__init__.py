"""Documents and dead letters to the files of a run. Imports `tables` and below."""

"""Looking into an output in a browser: queries, pages, server. Imports `page`, `operation`, `run` and `transforms`."""

"""Shows an output in a browser: queries, pages, server. Imports `report`, `operation`, `run` and `transforms`."""

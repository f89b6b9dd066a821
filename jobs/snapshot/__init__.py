"""How a snapshot is planned, judged, recorded and reported. Imports `jobs.run`, `jobs.operation` and `transforms`."""

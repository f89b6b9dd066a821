"""Annotations to the files of other programs, and what those cannot hold. Imports `snapshots` and below."""

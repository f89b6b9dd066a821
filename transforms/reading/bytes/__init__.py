"""Bytes of files before any format: compression, archives, encodings, lines. Imports `reading.record` alone."""

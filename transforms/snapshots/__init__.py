"""Committed runs to the newest version of every document. Imports `runs` and below."""

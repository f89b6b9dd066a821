"""Picks sentences worth annotating, and the files that annotation tools open. Imports `transforms`."""

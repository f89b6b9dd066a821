"""A tagger of a corpus of one's own: what is found, planned and reported. Imports the rooms but `linking`."""

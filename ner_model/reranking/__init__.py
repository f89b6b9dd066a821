"""A second look at every span that a tagger deems possible, with the whole text and what a corpus taught in view."""

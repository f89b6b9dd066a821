"""Text in, entities out: everything a trained tagger is. Knows no file format, no pipeline and no flag."""

"""One file per format: `read(file, path, options)` yields a document or a dead letter per record; knows no pipeline.

Where large files may be read in parts, `cuts(file, options)` says where parts begin, and `read` takes an `Extent`.
"""

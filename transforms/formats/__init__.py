"""One file per format: `read(file, path, options)` yields a document or a dead letter per record; knows no pipeline."""

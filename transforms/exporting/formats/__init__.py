"""One file for each format that annotations are exported in; each ends with an `ExportFormat`."""

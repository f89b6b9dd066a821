"""What makes a run one whole: layout of an output, bundles, order of files, commit. Imports `writing` and below."""

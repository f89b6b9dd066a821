"""What a tagging run plans, records and reports. Imports `jobs.operation` and `transforms`."""

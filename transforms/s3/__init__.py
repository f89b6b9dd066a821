"""S3: files that are there whole or not at all, objects that are written if nobody else was first, leases."""

"""What a disk has and an object store is given: locks of an output, and files that are mapped into memory."""

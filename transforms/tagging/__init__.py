"""Documents to sentences to entities, or to the entities that an earlier run found. Imports `runs` and below."""

"""From mention to concept: terminologies, the names in them, and which concept an entity is. Imports `ner_model`."""

"""Makes taggers: corpora in, model folders out. May import `ner_model`; knows no Beam, no pipeline."""

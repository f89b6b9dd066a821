"""What a user would run otherwise: spaCy's own NER on the CPU, of the same labels, with random weights."""

import time
from collections.abc import Callable, Iterable
from typing import NamedTuple


class SpacyRun(NamedTuple):
    """CPU seconds and tokens as spaCy counts them."""

    seconds: float
    tokens: int


def load_spacy(labels: Iterable[str], texts: list[str]) -> Callable[[list[str]], SpacyRun]:
    """`spacy.blank("en")` with the default `ner`; has run on a few texts, so that its start-up is over."""
    import spacy  # an extra

    pipeline = spacy.blank("en")
    ner = pipeline.add_pipe("ner")
    for label in labels:
        ner.add_label(label)
    pipeline.initialize()

    def run(texts: list[str]) -> SpacyRun:
        start = time.process_time()
        tokens = sum(len(document) for document in pipeline.pipe(texts))
        return SpacyRun(time.process_time() - start, tokens)

    run(texts[:5])
    return run

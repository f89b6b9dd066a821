"""Which of the spans that overlap are taken: the likeliest first, and none that overlaps one taken before."""

import numpy as np

from ner_model.found_spans import FoundSpans
from ner_model.native_library import library_in_use
from ner_model.reranking import native_reranker

LEAST = 0.4  # probability: below half of the F1 that is reached, a span costs more than it gains


def choose(spans: FoundSpans) -> FoundSpans:
    """The spans that are taken, in reading order, of some in the order of their first tokens."""
    if library := library_in_use():
        return native_reranker.choose(library, spans, LEAST)
    return choose_in_order(spans)


def choose_in_order(spans: FoundSpans) -> FoundSpans:
    """`choose` in NumPy."""
    taken: list[int] = []
    is_free = np.ones(int(spans.ends.max(initial=0)), bool)
    for each in np.argsort(-spans.probabilities, kind="stable").tolist():
        if spans.probabilities[each] < np.float32(LEAST):
            break
        within = slice(spans.firsts[each], spans.ends[each])
        if is_free[within].all():
            is_free[within] = False
            taken.append(each)
    return FoundSpans(*(column[sorted(taken)] for column in spans))

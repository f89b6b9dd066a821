"""Gives each span that a tagger deems possible the probability that a second look finds."""

import pathlib

import numpy as np
import numpy.typing as npt

from ner_model.arithmetic import Floats, logistic
from ner_model.crf import CrfWeights
from ner_model.decoder import Places
from ner_model.found_spans import FoundSpans
from ner_model.native_library import library_in_use
from ner_model.reranking.choose import choose
from ner_model.reranking.features import features_of, see, taught
from ner_model.reranking.lexicon import Lexicon
from ner_model.reranking.native_reranker import NativeReranker
from ner_model.reranking.spans_in_reach import spans_in_reach
from ner_model.reranking.stored import read_reranker
from ner_model.reranking.trees import Trees
from ner_model.words import Words


def load_reranker(path: pathlib.Path | None, most_labels: int, listing: pathlib.Path | None) -> "Reranker | None":
    """That of a file, or none where there is none; see `read_reranker`."""
    return Reranker(*read_reranker(path, most_labels, listing)) if path else None


class Reranker:
    """Of the tagger's labels the first ones, as many as the lexicon knows, are told; spans of others are but rivals."""

    def __init__(self, lexicon: Lexicon, trees: Trees):
        self.labels = lexicon.annotated.shape[1]
        self._lexicon, self._trees = lexicon, trees
        library = library_in_use()
        self._native = NativeReranker(library, lexicon, trees) if library else None

    def find(
        self, scores: Floats, firsts: Places, ends: Places, crf: CrfWeights, words: Words, bases: npt.NDArray[np.int64]
    ) -> FoundSpans:
        """The spans in sentences `[firsts, ends)` of words; text `i` holds the words `bases[i]:bases[i + 1]`."""
        return choose(self.rerank(spans_in_reach(scores, firsts, ends, crf), words, bases))

    def rerank(self, spans: FoundSpans, words: Words, bases: npt.NDArray[np.int64]) -> FoundSpans:
        """The spans of labels that are told, with their probabilities after a second look.

        What is compiled and what is not find the same, to the last bit.
        """
        if self._native:
            kept = np.flatnonzero(spans.labels < self.labels)
            sums = self._native.sums(spans, words, bases)[1][kept]
            spans = FoundSpans(*(column[kept] for column in spans))
        else:
            seen = see(spans, words, bases, self.labels)
            rows = features_of(words, seen, taught(seen, self._lexicon), self._lexicon)
            sums, spans = self._trees.sums(rows), seen.spans
        return spans._replace(probabilities=logistic(sums.astype(np.float64)).astype(np.float32))

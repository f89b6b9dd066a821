"""The compiled second look, `native/look_again.c` and `native/choose.c`: what NumPy finds, to the last bit."""

import ctypes
from typing import Any

import numpy as np
import numpy.typing as npt

from ner_model.arithmetic import Floats
from ner_model.found_spans import FoundSpans
from ner_model.native_library import address
from ner_model.reranking.features import WIDTH
from ner_model.reranking.lexicon import Keys32, Lexicon
from ner_model.reranking.trees import LEAF, Trees
from ner_model.words import Words

_BUCKETS = 1 << 16
_NODE = np.dtype([("threshold", np.float32), ("feature", np.int32), ("elsewhere", np.int32)])
_Pointer, _Int = ctypes.c_void_p, ctypes.c_int64


class _Index(ctypes.Structure):
    _fields_ = [("keys", _Pointer), ("buckets", _Pointer)]


class _Lexicon(ctypes.Structure):
    _fields_ = [
        ("labels", _Int),
        *((name, _Index) for name in ("names", "words", "listed")),
        *((name, _Pointer) for name in ("told", "annotated", "edges", "kinds")),
    ]


class _Trees(ctypes.Structure):
    _fields_ = [
        ("count", _Int),
        *((name, _Pointer) for name in ("roots", "depths", "nodes", "values")),
        ("start", ctypes.c_float),
    ]


class _Text(ctypes.Structure):
    _fields_ = [(name, _Pointer) for name in ("letters", "starts", "ends")]


class _Spans(ctypes.Structure):
    _fields_ = [("count", _Int), *((name, _Pointer) for name in ("firsts", "ends", "labels", "probabilities"))]


class NativeReranker:
    """A lexicon and trees as C reads them."""

    def __init__(self, library: ctypes.CDLL, lexicon: Lexicon, trees: Trees):
        self._library = library
        self._arrays: list[npt.NDArray[Any]] = []  # what C reads as long as this lives
        self._lexicon = _Lexicon(
            lexicon.annotated.shape[1],
            *(self._index(keys) for keys in (lexicon.names, lexicon.words, lexicon.listed)),
            *(self._kept(each) for each in (lexicon.told, lexicon.annotated, lexicon.edges, lexicon.kinds)),
        )
        nodes, values = packed(trees)
        depths = depths_of(trees)
        pointers = (self._kept(each) for each in (trees.roots, depths, nodes, values))
        self._trees = _Trees(len(trees.roots), *pointers, float(trees.start[0]))

    def _kept(self, array: npt.NDArray[Any]) -> int:
        self._arrays.append(np.ascontiguousarray(array))
        return self._arrays[-1].ctypes.data

    def _index(self, keys: Keys32) -> _Index:
        first = np.searchsorted(keys, np.arange(_BUCKETS, dtype=np.uint32) << np.uint32(16))
        return _Index(self._kept(keys), self._kept(np.append(first, len(keys)).astype(np.uint32)))

    def sums(self, spans: FoundSpans, words: Words, bases: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
        """The features of all spans, and what the trees say of them; of labels that the lexicon knows."""
        columns = (spans.firsts, spans.ends, spans.labels, spans.probabilities)
        kinds = (np.int64, np.int64, np.int32, np.float32)
        arrays = [np.ascontiguousarray(*pair) for pair in zip(columns, kinds, strict=True)]
        text = [np.ascontiguousarray(words.letters, np.uint32)]
        text += [np.ascontiguousarray(each, np.int64) for each in (words.starts, words.ends)]
        bases = np.ascontiguousarray(bases, np.int64)
        features = np.empty((len(spans.firsts), WIDTH), np.float32)
        sums = np.empty(len(features), np.float32)
        failed = self._library.kernel_look_again(
            ctypes.byref(self._lexicon), ctypes.byref(self._trees),
            ctypes.byref(_Text(*(each.ctypes.data for each in text))), address(bases), _Int(len(bases) - 1),
            ctypes.byref(_Spans(len(sums), *(each.ctypes.data for each in arrays))), address(features), address(sums),
        )  # fmt: skip
        if failed:
            raise MemoryError("no memory for the spans of the longest text")
        return features, sums


def choose(library: ctypes.CDLL, spans: FoundSpans, least: float) -> FoundSpans:
    """As `ner_model.reranking.choose.choose`."""
    firsts, ends = (np.ascontiguousarray(each, np.int64) for each in (spans.firsts, spans.ends))
    probabilities = np.ascontiguousarray(spans.probabilities, np.float32)
    taken = np.empty(len(firsts), np.bool_)
    failed = library.kernel_choose(
        address(firsts), address(ends), address(probabilities), _Int(len(firsts)), ctypes.c_float(least),
        _Int(int(ends.max(initial=0))), address(taken),
    )  # fmt: skip
    if failed:
        raise MemoryError("no memory for the spans of these texts")
    return FoundSpans(*(column[taken] for column in spans))


def packed(trees: Trees) -> tuple[npt.NDArray[Any], Floats]:
    """Nodes as C has them, whose leaves lead to themselves, and the values of the leaves."""
    is_leaf = trees.features == LEAF
    nodes = np.zeros(len(is_leaf), _NODE)
    nodes["threshold"] = np.where(is_leaf, -np.inf, trees.thresholds)
    nodes["feature"] = np.where(is_leaf, 0, trees.features)
    nodes["elsewhere"] = np.where(is_leaf, np.arange(len(is_leaf)), trees.elsewhere)
    return nodes, trees.thresholds


def depths_of(trees: Trees) -> npt.NDArray[np.int32]:
    """How many nodes lie above the deepest leaf of each tree."""
    below = np.zeros(len(trees.features), np.int32)
    for node in range(len(below) - 1, -1, -1):  # what is below a node comes after it
        if trees.features[node] != LEAF:
            below[node] = 1 + max(below[node + 1], below[trees.elsewhere[node]])
    return below[trees.roots]

"""`reranker.npz` of a model folder: a lexicon and trees, checked before anything follows their numbers."""

import pathlib

import numpy as np

from ner_model.errors import Refused
from ner_model.model_config import MOST_LABELS
from ner_model.reranking.features import WIDTH
from ner_model.reranking.lexicon import EDGES, Lexicon
from ner_model.reranking.trees import LEAF, Trees
from ner_model.stored_arrays import Shape, read_arrays

_KINDS = {
    **{"names": "uint32", "told": "float32", "annotated": "float32", "words": "uint32", "edges": "float32"},
    **{"listed": "uint32", "kinds": "uint8"},
    **{"roots": "int32", "features": "int32", "thresholds": "float32", "elsewhere": "int32", "start": "float32"},
}


def read_reranker(path: pathlib.Path, most_labels: int, listing: pathlib.Path | None = None) -> tuple[Lexicon, Trees]:
    """Raises `Refused` for arrays that do not fit each other or this version; of labels there are at least one.

    `listing`: the file of another reranker, of which the names of dictionaries are taken.
    """
    shapes: dict[str, Shape] = {name: (None,) for name in _KINDS}
    shapes |= {"annotated": (None, None), "edges": (None, None, EDGES), "start": (1,)}
    arrays = read_arrays(path, shapes, _KINDS)
    lexicon = Lexicon(*(arrays[name] for name in Lexicon._fields))
    trees = Trees(*(arrays[name] for name in Trees._fields))
    for fault in (_fault_of_lexicon(lexicon, most_labels), _fault_of_trees(trees)):
        if fault:
            raise Refused(f"no reranker: {fault}", str(path))
    if listing:
        other, _ = read_reranker(listing, MOST_LABELS)
        lexicon = lexicon._replace(listed=other.listed, kinds=other.kinds)
    return lexicon, trees


def write_reranker(path: pathlib.Path, lexicon: Lexicon, trees: Trees) -> None:
    np.savez_compressed(path, **lexicon._asdict(), **trees._asdict())


def _fault_of_lexicon(lexicon: Lexicon, most_labels: int) -> str | None:
    labels = lexicon.annotated.shape[1]
    for name in ("names", "words", "listed"):
        keys = getattr(lexicon, name)
        if not (keys[1:] > keys[:-1]).all():
            return f"the keys of {name} do not rise"
    lengths = [len(each) for each in lexicon]
    if lengths != [lengths[0]] * 3 + [lengths[3]] * 2 + [lengths[5]] * 2:
        return f"arrays of lengths {lengths}"
    if not 0 < labels <= most_labels or lexicon.edges.shape[1] != labels:
        return f"{labels} and {lexicon.edges.shape[1]} labels, where the tagger has {most_labels}"
    return None


def _fault_of_trees(trees: Trees) -> str | None:
    nodes = np.arange(len(trees.features))
    if not len(trees.features) == len(trees.thresholds) == len(trees.elsewhere):
        return "nodes of different lengths"
    if ((trees.roots < 0) | (trees.roots >= len(nodes))).any():
        return "a tree without a root"
    if ((trees.features < LEAF) | (trees.features >= WIDTH)).any():
        return f"a node asks for a feature that is none of {WIDTH}"
    inner = trees.features != LEAF
    leads_back = (trees.elsewhere <= nodes + 1) | (trees.elsewhere >= len(nodes))
    return "a node that does not lead on" if (inner & leads_back).any() else None

import numpy as np
import pytest

from ner_model.errors import Refused
from ner_model.reranking.stored import read_reranker, write_reranker
from tests.ner_model.rerankers import lexicon_of, text_of, trees_of

GENERATOR = np.random.default_rng(7)
LEXICON = lexicon_of(GENERATOR, text_of(GENERATOR, 60), 2)
TREES = trees_of(GENERATOR, 5)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "reranker.npz"


def test_what_was_written_is_read(path):
    write_reranker(path, LEXICON, TREES)
    lexicon, trees = read_reranker(path, 2)
    for one, other in zip((*lexicon, *trees), (*LEXICON, *TREES), strict=True):
        np.testing.assert_array_equal(one, other)


def changed(array, place, value):
    copy = array.copy()
    copy[place] = value
    return copy


INNER = int(np.flatnonzero(TREES.features >= 0)[0])


@pytest.mark.parametrize(
    ("lexicon", "trees", "fault"),
    [
        ({"names": LEXICON.names[::-1].copy()}, {}, "the keys of names do not rise"),
        ({"listed": changed(LEXICON.listed, 1, LEXICON.listed[0])}, {}, "the keys of listed do not rise"),
        ({"told": LEXICON.told[:-1]}, {}, "arrays of lengths"),
        ({"kinds": LEXICON.kinds[:-1]}, {}, "arrays of lengths"),
        ({"edges": LEXICON.edges[:, :1]}, {}, "2 and 1 labels"),
        ({"told": changed(LEXICON.told, 0, np.nan)}, {}, "expected finite numbers"),
        ({"names": LEXICON.names.astype(np.int64)}, {}, "names: expected uint32"),
        ({"edges": LEXICON.edges[..., :3]}, {}, "edges: expected float32"),
        ({}, {"roots": np.array([-1], np.int32)}, "a tree without a root"),
        ({}, {"roots": np.array([len(TREES.features)], np.int32)}, "a tree without a root"),
        ({}, {"features": changed(TREES.features, INNER, 99)}, "a node asks for a feature that is none"),
        ({}, {"features": changed(TREES.features, INNER, -2)}, "a node asks for a feature that is none"),
        ({}, {"elsewhere": changed(TREES.elsewhere, INNER, INNER)}, "a node that does not lead on"),
        ({}, {"elsewhere": changed(TREES.elsewhere, INNER, INNER + 1)}, "a node that does not lead on"),
        ({}, {"elsewhere": changed(TREES.elsewhere, INNER, len(TREES.features))}, "a node that does not lead on"),
        ({}, {"thresholds": TREES.thresholds[:-1]}, "nodes of different lengths"),
        ({}, {"start": np.zeros(2, np.float32)}, "start: expected float32"),
    ],
)
def test_arrays_that_lead_astray_are_refused(path, lexicon, trees, fault):
    write_reranker(path, LEXICON._replace(**lexicon), TREES._replace(**trees))
    with pytest.raises(Refused, match=fault) as caught:
        read_reranker(path, 2)
    assert str(path) in str(caught.value)


def test_more_labels_than_the_tagger_has_are_refused(path):
    write_reranker(path, LEXICON, TREES)
    with pytest.raises(Refused, match="2 and 2 labels, where the tagger has 1"):
        read_reranker(path, 1)


def test_a_file_that_is_cut_is_refused(path):
    write_reranker(path, LEXICON, TREES)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(Refused, match=r"reranker\.npz"):
        read_reranker(path, 2)

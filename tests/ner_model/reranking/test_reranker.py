"""A tagger whose folder has a reranker."""

import json
import shutil

import numpy as np
import pytest

from ner_model.model_folder import CARD, RERANKER, sha256
from ner_model.native_library import LEVEL
from ner_model.reranking.stored import read_reranker, write_reranker
from ner_model.reranking.trees import LEAF, Trees
from ner_model.tagger import load
from ner_model.text import tokenize
from tests.conventions import add
from tests.ner_model.networks import words_of
from tests.ner_model.rerankers import lexicon_of, trees_of

TEXTS = [
    "Aspirin induced asthma in the patients. The asthma of patients (DNA), aspirin induced.",
    "the asthma, aspirin of aspirin.",
    "",
    "In patients of the DNA induced aspirin asthma; asthma in the patients.",
]
AT_RANDOM = trees_of(np.random.default_rng(4), 12)


def lexicon(labels: int = 2, seed: int = 3):
    words = words_of([word for text in TEXTS for word in tokenize(text).words])
    return lexicon_of(np.random.default_rng(seed), words, labels)


def with_reranker(model, folder, trees: Trees, labels: int = 2):
    """A copy of a model folder with a reranker."""
    shutil.copytree(model, folder)
    write_reranker(folder / RERANKER, lexicon(labels), trees)
    card = json.loads((folder / CARD).read_text())
    card["sha256"][RERANKER] = sha256(folder / RERANKER)
    (folder / CARD).write_text(json.dumps(card))
    return folder


def one_leaf(value: float) -> Trees:
    zeros = np.zeros(1, np.int32)
    return Trees(zeros, np.array([LEAF], np.int32), np.array([value], np.float32), zeros, np.zeros(1, np.float32))


@pytest.fixture
def folder(tiny_model, tmp_path):
    return with_reranker(tiny_model, tmp_path / "reranked", AT_RANDOM)


def test_the_trees_decide_what_is_found(tiny_model, tmp_path):
    nothing = load(str(with_reranker(tiny_model, tmp_path / "nothing", one_leaf(-5))))
    assert nothing.annotate(TEXTS) == [[], [], [], []]
    everything = load(str(with_reranker(tiny_model, tmp_path / "everything", one_leaf(5))))
    found = everything.annotate(TEXTS)
    assert sum(map(len, found)) > sum(map(len, load(str(tiny_model)).annotate(TEXTS)))
    assert {round(entity.score, 3) for entities in found for entity in entities} == {0.993}


def test_entities_of_a_text_do_not_depend_on_its_neighbours(folder):
    tagger = load(str(folder))
    together = tagger.annotate(TEXTS)
    assert together == [tagger.annotate([text])[0] for text in TEXTS]
    assert together == tagger.annotate(TEXTS[::-1])[::-1]
    assert sum(map(len, together)) > 2


def test_what_is_not_compiled_finds_the_same(folder, monkeypatch):
    compiled = load(str(folder)).annotate(TEXTS)
    monkeypatch.setenv(LEVEL, "numpy")
    assert load(str(folder)).annotate(TEXTS) == compiled


def test_labels_that_the_reranker_does_not_know_are_not_found(tiny_model, tmp_path):
    tagger = load(str(with_reranker(tiny_model, tmp_path / "one", one_leaf(5), labels=1)))
    assert {entity.label for entities in tagger.annotate(TEXTS) for entity in entities} == {"Chemical"}


def test_the_reranker_is_part_of_the_identity_and_is_checked(tiny_model, folder):
    assert load(str(folder)).digest != load(str(tiny_model)).digest
    with (folder / RERANKER).open("ab") as file:
        file.write(b"\0")
    with pytest.raises(ValueError, match=r"reranker\.npz: expected SHA-256"):
        load(str(folder))
    (folder / RERANKER).unlink()
    with pytest.raises(ValueError, match=r"reranker\.npz: missing"):
        load(str(folder))


def test_a_convention_without_a_reranker_decides_by_its_own_scores(tiny_model, folder):
    plain = load(str(add(shutil.copytree(tiny_model, folder.with_name("plain")))), convention="theirs")
    assert load(str(add(folder)), convention="theirs").annotate(TEXTS) == plain.annotate(TEXTS)
    assert sum(map(len, plain.annotate(TEXTS))) > 2


def test_a_convention_may_have_a_reranker_of_its_own(folder):
    before = load(str(folder)).annotate(TEXTS)
    load(str(add(folder, reranker=(lexicon(), one_leaf(5)))))
    assert load(str(folder)).annotate(TEXTS) == before
    found = load(str(folder), convention="theirs").annotate(TEXTS)
    assert {round(entity.score, 3) for entities in found for entity in entities} == {0.993}
    add(folder, reranker=(lexicon(), one_leaf(-5)))
    assert load(str(folder), convention="theirs").annotate(TEXTS) == [[], [], [], []]


def test_a_convention_takes_the_names_of_dictionaries_from_the_folder(folder):
    add(folder, reranker=(lexicon(seed=8), AT_RANDOM))
    path = folder / "conventions" / "theirs.reranker.npz"
    (theirs, _), (shared, _) = read_reranker(path, 3, folder / RERANKER), read_reranker(folder / RERANKER, 2)
    np.testing.assert_array_equal(theirs.listed, shared.listed)
    np.testing.assert_array_equal(theirs.names, lexicon(seed=8).names)


def test_a_reranker_of_a_convention_is_checked(folder):
    add(folder, reranker=(lexicon(), AT_RANDOM))
    (folder / "conventions" / "theirs.reranker.npz").unlink()
    with pytest.raises(ValueError, match=r"theirs\.reranker\.npz: missing"):
        load(str(folder))

import numpy as np
import pytest

from ner_model.linking.composites import key_of, learn_composites, open_composites, save_composites

USES = [
    ("haemorrhagic cystitis", (3, 5), 3),
    ("hemorrhagic cystitis", (4,), 1),
    ("cystitis", (4,), 9),
    ("ache", (1, 2), 1),
]


def concepts_of(name, uses):
    return learn_composites(uses).by_key().get(key_of(name))


def test_a_name_of_several_concepts_has_them_in_any_spelling():
    assert concepts_of("Cystitis, hemorrhagic", USES) == ([3, 5], pytest.approx(3 / 5))


def test_a_name_that_is_mostly_one_concept_is_no_composite():
    assert concepts_of("ache", [*USES, ("ache", (7,), 2)]) is None
    assert concepts_of("cystitis", USES) is None


def test_a_name_that_nobody_met_is_none():
    assert concepts_of("cystitis", []) is None


def test_composites_come_back_from_their_files(tmp_path):
    composites = learn_composites(USES)
    save_composites(composites, tmp_path, "index0")
    assert all(np.array_equal(*pair) for pair in zip(composites, open_composites(tmp_path, "index0"), strict=True))

import pytest

from ner_model.entity import Entity
from ner_model.linking.concept import Concept
from ner_model.linking.open_index import LearnedName, index_terminology
from ner_model.linking.terminology import About, write_terminology

CONCEPTS = [
    Concept("C1", "zinc", ("Zn",), label="Chemical"),
    Concept("C2", "zinc acetate", (), ("C1",), "Chemical"),
    Concept("C3", "alpha-lipoic acid", ("thioctic acid",), label="Chemical"),
    Concept("C4", "ginkgolide B", label="Chemical"),
    Concept("C5", "Ro 15-1788", ("flumazenil",), label="Chemical"),
    Concept("C6", "warfarin", label="Chemical"),
    Concept("D0", "kidney disease", ("renal disease", "nephropathy"), label="Disease"),
    Concept("D1", "kidney failure", ("renal failure",), ("D0",), "Disease"),
    Concept("D2", "acute kidney failure", ("acute renal failure",), ("D1",), "Disease"),
    Concept("D3", "breast neoplasm", ("breast cancer", "breast tumor"), label="Disease"),
    Concept("D4", "ovarian neoplasm", ("ovarian cancer", "ovarian tumor"), label="Disease"),
    Concept("D5", "kidney calculus", ("kidney stone", "renal calculus"), ("D0",), "Disease"),
    Concept("D6", "psychosis", label="Disease"),
    Concept("D7", "substance-induced psychosis", (), ("D6",), "Disease"),
    Concept("S1", "rat", label="Species"),
]
LEARNED = [
    LearnedName("renal insufficiency", ("D1",), 4),
    LearnedName("ailing kidneys", ("D0",), 1),
    LearnedName("stony kidney failure", ("D1", "D5"), 3),
]


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """An indexed terminology of a dozen concepts, with two names learned from a corpus."""
    path = tmp_path_factory.mktemp("terminology") / "small"
    write_terminology(path, {concept.id: concept for concept in CONCEPTS}, About("a test"))
    index_terminology(path, LEARNED, "a corpus")
    return path


@pytest.fixture
def entities_in():
    """The places where a text has some mentions, as entities in their order."""

    def entities_in(text, **mentions):
        found, at = [], 0
        for label, names in mentions.items():
            at = 0
            for name in names:
                at = text.index(name, at)
                found.append(Entity(at, at + len(name), label, name, 0.9, 0))
                at += len(name)
        return sorted(found)

    return entities_in

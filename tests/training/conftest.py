import pathlib

import pytest

from ner_model.linking.concept import Concept
from ner_model.linking.open_index import index_terminology
from ner_model.linking.terminology import About, write_terminology
from training.linking.learn_names import names_of

CONCEPTS = [
    Concept("D008094", "Lithium", ("Li",), label="Chemical"),
    Concept("D016651", "Lithium Carbonate", (), ("D008094",), "Chemical"),
    Concept("D014202", "Tremor", label="Disease"),
    Concept("D014786", "Vision Disorders", label="Disease"),
    Concept("D007674", "Kidney Diseases", ("renal toxicity",), label="Disease"),
]
FIXTURES = pathlib.Path(__file__).parents[1] / "fixtures"


@pytest.fixture(scope="session")
def data_dir() -> pathlib.Path:
    """Miniatures of the corpora, written for these tests in the format of the published files."""
    return FIXTURES


@pytest.fixture(scope="session")
def cache(tmp_path_factory) -> pathlib.Path:
    """Where TFDS keeps the prepared miniatures, made once for all tests."""
    return tmp_path_factory.mktemp("tfds")


@pytest.fixture(scope="session")
def shared_data() -> pathlib.Path:
    """The published corpora, which the repository does not carry."""
    folder = pathlib.Path(__file__).parents[3] / "shared" / "data"
    if not (folder / "bc5cdr").is_dir():
        pytest.skip(f"needs the published corpora in {folder}")
    return folder


@pytest.fixture
def terminology_of(tmp_path):
    """Makes the folder of a small terminology with the names that some documents have."""

    def terminology_of(documents=()):
        folder = tmp_path / "small"
        write_terminology(folder, {concept.id: concept for concept in CONCEPTS}, About("a test"))
        index_terminology(folder, names_of(documents), "a corpus")
        return folder

    return terminology_of

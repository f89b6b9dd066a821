"""The same texts at each level of instructions, and without the compiled kernel: equal entities and scores, to the last
bit. 40 made-up abstracts, 3,000 with THOROUGH=1."""

import os

import pytest

from benchmarks.texts import documents
from ner_model.native_library import LEVEL, Unavailable, levels, open_library
from ner_model.tagger import load

NUMBER = 3_000 if "THOROUGH" in os.environ else 40


def available() -> list[str]:
    try:
        return levels(open_library())
    except Unavailable:
        return []


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [f"{record['title']} {record['abstract']}" for record in documents(NUMBER)]


@pytest.fixture(scope="module", params=["bc5cdr", "biomedical", "general"])
def model(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def expected(model, texts):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(LEVEL, "numpy")
        return load(model).annotate(texts)


@pytest.mark.skipif(not available(), reason="the kernel is not compiled: python setup.py build_ext --inplace")
@pytest.mark.parametrize("level", available())
def test_each_level_finds_what_numpy_finds(model, texts, expected, level, monkeypatch):
    monkeypatch.setenv(LEVEL, level)
    assert load(model).annotate(texts) == expected
    assert sum(map(len, expected)) > NUMBER / 8

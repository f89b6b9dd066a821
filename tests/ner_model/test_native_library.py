import pytest

from ner_model import native_library
from ner_model.native_library import LEVEL, LIBRARY, Unavailable, library_in_use, open_library


def test_a_library_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Unavailable, match="was not compiled"):
        open_library(tmp_path / "_native.so")


@pytest.mark.skipif(not LIBRARY.is_file(), reason="nothing was compiled")
def test_a_library_of_other_sources_is_refused(monkeypatch):
    monkeypatch.setattr(native_library, "sources_digest", lambda: "00")
    with pytest.raises(Unavailable, match="other sources"):
        open_library()


def test_the_environment_can_ask_for_numpy(monkeypatch):
    monkeypatch.setenv(LEVEL, "numpy")
    assert library_in_use() is None

import pathlib

import pytest

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

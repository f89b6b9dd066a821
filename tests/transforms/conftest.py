from pathlib import Path

import pytest

from transforms.reading.read_file import read_file
from transforms.reading.record import ReadOptions
from transforms.records import InputFile

FIXTURES = Path(__file__).parents[1] / "fixtures" / "formats"
DATA = Path(__file__).parents[2].parent / "shared" / "data"


@pytest.fixture
def miniature():
    """Bytes of a miniature file."""
    return lambda name: (FIXTURES / name).read_bytes()


@pytest.fixture
def read(tmp_path):
    """Reads bytes as a file of the given name."""

    def read(data: bytes, name: str = "input", options: ReadOptions = ReadOptions(), format: str | None = None):  # noqa: B008
        path = tmp_path / name
        path.write_bytes(data)
        return list(read_file(InputFile(str(path), format), options))

    return read


@pytest.fixture
def shared():
    """A file or folder of the data that the repository does not carry."""

    def shared(name: str) -> Path:
        path = DATA / name
        if not path.exists():
            pytest.skip(f"needs {name} in {DATA}")
        return path

    return shared

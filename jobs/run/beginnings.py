"""The beginnings of files, read as files of their own: what they tell of the rest before it is read."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from transforms.reading.read_file import read_file
from transforms.reading.record import ReadOptions
from transforms.records import Document, InputFile
from transforms.storage import open_file, size_of

_HEAD_BYTES = 512 * 1024
_FILES_TRIED = 5
_SMALL = 8 * 1024 * 1024  # bytes: done before anybody asks how long it takes


def beginning_of(file: InputFile, options: ReadOptions, most: int = _HEAD_BYTES) -> tuple[int, list[str]]:
    """Stored bytes of the beginning of a file, and its texts; of formats that need the whole file, none if it is long.

    The last record is cut, and is none of the texts.
    """
    with suppress(OSError), TemporaryDirectory() as folder, open_file(file.path) as stored:
        head = stored.read(most)
        path = Path(folder, Path(file.path).name)
        path.write_bytes(head)
        outcomes = read_file(file._replace(path=str(path)), options)
        return len(head), [outcome.text for outcome in outcomes if isinstance(outcome, Document)]
    return 0, []


def bytes_of(file: InputFile) -> int:
    """Stored bytes of a file; 0 for a file that is gone, of which the reader makes a dead letter."""
    try:
        return size_of(file.path)
    except OSError:
        return 0


def expected_documents(files: Sequence[InputFile], options: ReadOptions) -> int:
    """About how many documents the files hold; 0 where that is not worth asking, or their beginnings do not tell."""
    total = sum(map(bytes_of, files))
    if total < _SMALL:
        return 0
    heads = [beginning_of(file, options) for file in files[:: -(-len(files) // _FILES_TRIED)]]
    documents = sum(len(texts) for _, texts in heads)
    return round(total * documents / max(sum(size for size, _ in heads), 1))

"""Plain text: one document a file, named after it."""

from collections.abc import Iterator
from io import BufferedIOBase
from pathlib import PurePosixPath

from transforms.reading.format import Beginning, Format
from transforms.reading.record import BadRecord, Outcome, ReadOptions, check_size, read_record
from transforms.records import Document

_COMPRESSED = {".gz", ".bz2", ".xz", ".zst"}


def read(file: BufferedIOBase, path: str, options: ReadOptions) -> Iterator[Outcome]:
    """Characters stay as they are, line ends too; UTF-8, or UTF-16 if the file begins with its mark."""

    def parse(raw: bytes, source: str) -> Document:
        check_size(raw, options)
        return Document(stem(path), source, _decode(raw))

    yield read_record(parse, file.read(options.max_record_bytes + 1), f"{path}#1", options)


def stem(path: str) -> str:
    """The file name without its suffix.

    >>> stem("gs://corpus/1999/case.report.txt.gz")
    'case.report'
    """
    name = PurePosixPath(path)
    return PurePosixPath(name.stem).stem if name.suffix in _COMPRESSED else name.stem


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRecord("invalid_utf8", str(error)) from error


def _recognise(beginning: Beginning) -> bool:
    return b"\0" not in beginning.text and ".pdf" not in beginning.suffixes


FORMAT = Format("text", "plain text, one document a file", (".txt",), _recognise, read)

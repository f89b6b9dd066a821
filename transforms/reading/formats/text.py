"""Plain text: one document a file, whose id is the path of the file below what the user has named."""

from collections.abc import Iterator
from io import BufferedIOBase

from transforms.reading.format import Beginning, Format
from transforms.reading.record import BadRecord, Outcome, ReadOptions, check_size, read_record
from transforms.records import Document


def read(file: BufferedIOBase, path: str, options: ReadOptions) -> Iterator[Outcome]:
    """Characters stay as they are, line ends too."""

    def parse(raw: bytes, source: str) -> Document:
        check_size(raw, options)
        return Document(options.file_id, source, _decode(raw))

    yield read_record(parse, file.read(options.max_record_bytes + 1), f"{path}#1", options)


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRecord("invalid_utf8", str(error)) from error


def _recognise(beginning: Beginning) -> bool:
    return b"\0" not in beginning.text and ".pdf" not in beginning.suffixes


FORMAT = Format("text", "plain text, one document a file", (".txt",), _recognise, read)

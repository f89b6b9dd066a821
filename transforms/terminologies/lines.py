"""Lines of the files of a terminology, plain or gzip; nothing is read that is no UTF-8."""

import gzip
import pathlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from ner_model.errors import Refused

_GZIP = b"\x1f\x8b"
_LONGEST = 1 << 24  # bytes of a line


@contextmanager
def open_plain(path: pathlib.Path) -> Iterator[BinaryIO]:
    """A file as it was before it was compressed; refused if it does not exist, is empty or is no whole gzip file."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_GZIP))
            if not start:
                raise Refused("the file is empty", str(path))
            file.seek(0)
            yield cast(BinaryIO, gzip.GzipFile(fileobj=file)) if start == _GZIP else file
    except (gzip.BadGzipFile, EOFError) as error:
        raise Refused(f"not a whole gzip file ({error})", str(path)) from error
    except OSError as error:
        raise Refused(f"cannot be read ({error.strerror})", str(path)) from error


def lines_of(path: pathlib.Path) -> Iterator[str]:
    """The lines of a file without their ends; a byte order mark is none of its text."""
    with open_plain(path) as file:
        number = 0
        while line := file.readline(_LONGEST):
            number += 1
            if len(line) == _LONGEST:
                raise Refused(f"a line of more than {_LONGEST:,} bytes", f"{path}:{number}")
            yield decode(line, f"{path}:{number}").removeprefix("\ufeff" if number == 1 else "").rstrip("\r\n")


def decode(raw: bytes, where: str) -> str:
    """UTF-8 as text; refused with the place of the first byte that is none."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        remedy = "convert the file to UTF-8"
        raise Refused("not UTF-8", where, raw[error.start : error.start + 20], remedy) from error

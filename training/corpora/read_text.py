"""The text of a file of a corpus, whole; what is no UTF-8 is refused with its line."""

import gzip
import io

from ner_model.errors import Refused
from training.corpora.draft import CorpusFile

LARGEST = 1 << 30  # bytes of a file, unpacked: labelled corpora are made by hand, and far smaller
HEAD = 1 << 14  # bytes that a format is recognised by

_ZIPPED = b"\x1f\x8b"


def read_bytes(file: CorpusFile, most: int = LARGEST) -> bytes:
    """The content of a file, unpacked if it is gzipped; raises Refused if there is more than `LARGEST`."""
    content = read_head(file, most + 1)
    if len(content) > most:
        raise Refused(f"more than {most:,} bytes", where=file.name, remedy="split the file")
    return content


def read_head(file: CorpusFile, size: int = HEAD) -> bytes:
    """The first bytes of a file, unpacked if it is gzipped; raises Refused where a gzip file is damaged."""
    with file.path.open("rb") as raw:
        packed = raw.read(2) == _ZIPPED
    with file.path.open("rb") as raw:
        if not packed:
            return raw.read(size)
        try:
            with gzip.open(raw) as content:
                return content.read(size)
        except (OSError, EOFError) as error:
            raise Refused(f"a damaged gzip file ({error})", where=file.name) from error


def read_text(file: CorpusFile) -> str:
    """The content of a file as it is, line ends included, but for a byte order mark at its beginning."""
    content = read_bytes(file)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("UTF-16, where UTF-8 is needed", where=file.name, remedy="iconv -f UTF-16 -t UTF-8 makes it such")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused(
            "no UTF-8",
            where=f"{file.name}:{line}",
            value=content[error.start : error.start + 10],
            remedy="iconv -t UTF-8 makes it such, with -f cp1252 if it comes from Windows",
        ) from error


def read_lines(file: CorpusFile) -> list[str]:
    """The lines of a file without their ends, which are line feeds with or without a carriage return."""
    return [line.removesuffix("\n").removesuffix("\r") for line in io.StringIO(read_text(file), newline="\n")]

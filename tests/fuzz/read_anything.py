"""What must hold of any bytes: read whole or in parts, they are documents and dead letters that the tables can hold.

`python -m tests.fuzz.read_anything CORPUS -max_total_time=SECONDS` looks for bytes of which it does not, with the flags
of libFuzzer. The first two bytes say as which format a file is read, and in parts of which size. It ends with another
code than 0 at the first such bytes, which it leaves in a file.
"""

import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["transforms.reading", "tarfile"]):
    from transforms.reading.all_formats import names
    from transforms.reading.read_file import read_file, read_part
    from transforms.reading.record import ReadOptions
    from transforms.reading.split_files import cut_file, number_parts, survey_part

from ner_model.text import tokenize
from transforms.reading.budget import SECONDS
from transforms.records import AnnotatedDocument, DeadLetter, Deletion, Document, InputFile
from transforms.tables.dead_letters import dead_letter_rows
from transforms.tables.deletions import deletion_rows
from transforms.tables.documents import document_rows
from transforms.tagging.tokenize_document import borders_of

FORMATS = (None, *names())


def check(data: bytes, path: Path) -> None:
    """Raises AssertionError, or what a reader raised, for bytes that are no file as it should be."""
    if len(data) < 2:
        return
    format, size = FORMATS[data[0] % len(FORMATS)], data[1]
    path.write_bytes(data[2:])
    began = time.process_time()
    whole = list(read_file(InputFile(str(path), format), ReadOptions()))
    assert time.process_time() - began < SECONDS
    assert whole or len(data) > 2
    for outcome in whole:
        check_outcome(outcome)
    if size:
        assert list(in_parts(InputFile(str(path), format), ReadOptions(part_bytes=size))) == whole


def check_outcome(outcome: Document | Deletion | DeadLetter) -> None:
    """The tables take it, and its sections are slices of its text."""
    if isinstance(outcome, DeadLetter):
        dead_letter_rows([outcome])
    elif isinstance(outcome, Deletion):
        deletion_rows([outcome])
    else:
        document_rows([AnnotatedDocument(outcome, 0, 0, [])])
        assert all(0 <= section.start <= section.end <= len(outcome.text) for section in outcome.sections)
        tokens = tokenize(outcome.text, borders_of(outcome))
        assert list(tokens.words) == [outcome.text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]


def in_parts(file: InputFile, options: ReadOptions) -> Iterable[Document | Deletion | DeadLetter]:
    parts = cut_file(file, options)
    if len(parts) > 1:
        parts = list(number_parts([survey_part(part, read_part(part, options)) for part in parts]))
    for part in parts:
        yield from read_part(part, options)


def main() -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        path = Path(folder, "input")
        atheris.Setup(sys.argv, lambda data: check(data, path))
        atheris.Fuzz()


if __name__ == "__main__":
    main()

"""What Python has of texts, as documents: one text, many, by id, columns of a data frame, or files."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from transforms.records import DeadLetter, Document

Texts = Any  # a str, Paths, a mapping, a Series or a DataFrame of pandas, or any iterable of str


IN_PYTHON = "python#"  # what comes before the number of a text that is of no file


class Source(NamedTuple):
    """Documents one by one, and how many there are if that is known."""

    documents: Iterator[Document | DeadLetter]
    number: int | None


def documents_of(texts: Texts) -> Source:
    """The documents of what is given.

    A `str` is one text, never the name of a file: files and folders are `pathlib.Path`, one or many, and are read as
    `jobs.tag_corpus` reads them. Ids are the keys of a mapping, the index of a Series, the column `doc_id`, `id` or
    `pmid` of a DataFrame (else its index), or numbers from 0. Raises `TypeError` for a text that is none.
    """
    if isinstance(texts, str):
        return Source(_of_pairs([("0", texts)]), 1)
    if isinstance(texts, Path):
        return Source(_of_files([texts]), None)
    if hasattr(texts, "columns") and hasattr(texts, "itertuples"):
        return Source(_of_frame(texts), len(texts))
    if isinstance(texts, Mapping) or hasattr(texts, "items"):
        return Source(_of_pairs(texts.items()), len(texts))
    if isinstance(texts, Iterable) and not hasattr(texts, "__len__"):
        return Source(_of_pairs(enumerate(texts)), None)
    if len(texts) and all(isinstance(text, Path) for text in texts):
        return Source(_of_files(list(texts)), None)
    return Source(_of_pairs(enumerate(texts)), len(texts))


def _of_pairs(pairs: Iterable[tuple[Any, Any]]) -> Iterator[Document]:
    for number, (doc_id, text) in enumerate(pairs, start=1):
        if not isinstance(text, str):
            raise TypeError(f"every text must be a str. Received: {text!r:.80} under the id {doc_id!r:.80}")
        yield Document(str(doc_id), f"{IN_PYTHON}{number}", text)


def _of_frame(frame: Any) -> Iterator[Document]:
    """Columns as the fields of JSON lines; missing values count as no value."""
    from transforms.reading.formats.fields import ID_FIELDS, TEXT_FIELDS, document_of_fields
    from transforms.reading.record import BadRecord, ReadOptions

    names = [name for name in (*ID_FIELDS, "text", *TEXT_FIELDS) if name in frame.columns]
    has_ids = not {*ID_FIELDS}.isdisjoint(names)
    columns = [frame[name].tolist() for name in names]
    for number, (index, *values) in enumerate(zip(frame.index.tolist(), *columns, strict=True), start=1):
        row = {name: value for name, value in zip(names, values, strict=True) if value is not None and value == value}
        row |= {} if has_ids else {"id": str(index)}
        try:
            yield document_of_fields(row, f"{IN_PYTHON}{number}", ReadOptions())
        except BadRecord as error:
            raise TypeError(f"row {index!r:.80}: {error}") from error


def _of_files(paths: list[Path]) -> Iterator[Document | DeadLetter]:
    from transforms.reading.find_files import find_files
    from transforms.reading.read_file import read_file
    from transforms.reading.record import ReadOptions
    from transforms.records import Deletion

    for file in find_files([str(path) for path in paths]):
        for outcome in read_file(file, ReadOptions()):
            if not isinstance(outcome, Deletion):
                yield outcome

"""From one raw record to a document or a dead letter: the one place where an error becomes a row."""

import errno
import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from transforms.reading.budget import CHARACTERS, record_bytes
from transforms.reading.chosen_sections import choose_sections
from transforms.records import EXCERPT, DeadLetter, Deletion, Document, Section, printable

Outcome = Document | Deletion | DeadLetter

_INT32 = 2**31 - 1


@dataclass(frozen=True)
class ReadOptions:
    """What a user may say about the input; a field left None means the usual names are tried."""

    id_field: str | None = None
    text_field: str | None = None
    max_document_characters: int = CHARACTERS
    references: bool = False  # whether the lists of references of full texts are read
    sections: tuple[str, ...] = ()  # names of those that are read; none stands for all
    file_id: str = ""  # of the file being read, if it is one document
    part_bytes: int = 64 << 20  # a core tags as much in one to two minutes; a file up to this size is not cut

    @property
    def max_record_bytes(self) -> int:
        """No character takes more than four bytes, and mark-up is allowed for; readers hold no more than this."""
        return record_bytes(self.max_document_characters)


class BadRecord(ValueError):
    """Says why a record is no document: `reason` is the stable code that users count by, `raw` what there is of it."""

    def __init__(self, reason: str, detail: str, doc_id: str | None = None, *, raw: bytes = b""):
        super().__init__(detail)
        self.reason = reason
        self.doc_id = doc_id
        self.raw = raw


class Part(NamedTuple):
    """A piece of a text to be: the name of the section that it becomes, its text, and the heading it stands under."""

    name: str
    text: str
    heading: str | None = None


def document_of(doc_id: str, source: str, parts: Iterable[Part], separator: str = " ") -> Document:
    """Joins the parts; each that has text becomes a section.

    >>> document_of("1", "a.txt#1", [Part("title", "On rats."), Part("abstract", "They sleep.")]).sections
    (Section(name='title', start=0, end=8, heading=None), Section(name='abstract', start=9, end=20, heading=None))
    """
    parts = list(parts)
    sections, start = [], 0
    for name, text, heading in parts:
        if text:
            sections.append(Section(name, start, start + len(text), heading))
        start += len(text) + len(separator)
    return Document(doc_id, source, separator.join(part.text for part in parts), tuple(sections))


def read_record(
    parse: Callable[[Any, str], Document], raw: object, source: str, options: ReadOptions
) -> Document | DeadLetter:
    """Parses one record; whatever is wrong with it, its neighbours are still read."""
    try:
        document = choose_sections(parse(raw, source), options.sections)
        check(document, options)
    except BadRecord as bad:
        return dead_letter(source, bad, raw)
    except Exception as error:
        return dead_letter(source, BadRecord("unreadable_record", f"{type(error).__name__}: {error}"), raw)
    return document


def is_of_storage(error: Exception) -> bool:
    """Whether the storage failed, not the data: the runner should then try again.

    Damage is an OSError of no class but gzip's own, without a number, or with that of a place before the beginning of
    the file, which it may ask for. Clients of object stores raise classes of their own, some without a number too.
    """
    if not isinstance(error, OSError) or isinstance(error, gzip.BadGzipFile):
        return False
    return type(error) is not OSError or error.errno not in (None, 0, errno.EINVAL)


def bad_of(error: Exception) -> BadRecord:
    """What a reader raised on a file as what is wrong with the rest of it.

    Raises every OSError again, for the runner to try again: what is damaged, readers have told apart by
    `is_of_storage` where they unpack it.
    """
    if isinstance(error, BadRecord):
        return error
    if isinstance(error, OSError):
        raise error
    return BadRecord("reader_failed", f"{type(error).__name__}: {error}")


def check(document: Document, options: ReadOptions) -> None:
    """Refuses what the tables cannot hold: lone surrogates, numbers beyond 32 bits, and texts beyond the limit."""
    if len(document.text) > options.max_document_characters:
        detail = f"{len(document.text)} characters, limit {options.max_document_characters}"
        raise BadRecord("too_large", detail, document.doc_id)
    if not 0 <= document.version <= _INT32:
        raise BadRecord("bad_version", f"the version {document.version:.0f}", printable(document.doc_id))
    names = [name for section in document.sections for name in (section.name, section.heading or "")]
    fields = {"id": document.doc_id, "text": document.text, "section": "\n".join(names)}
    for name, value in (*fields.items(), *(("flag", flag) for flag in document.flags)):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            detail = f"{name}: U+{ord(value[error.start]):04X} at character {error.start}"
            raise BadRecord("lone_surrogate", detail, printable(document.doc_id)) from error


def check_size(raw: bytes, options: ReadOptions) -> None:
    """Splitters hand on a record over the limit cut just behind it, so that it is refused here."""
    if len(raw) > options.max_record_bytes:
        raise BadRecord("too_large", f"over {options.max_record_bytes} bytes")


def dead_letter(source: str, bad: BadRecord, raw: object = b"") -> DeadLetter:
    """Whatever the record holds, the letter can be written as UTF-8."""
    return DeadLetter(source, bad.doc_id, "read", bad.reason, printable(str(bad))[:EXCERPT], excerpt(raw or bad.raw))


def excerpt(raw: object) -> str:
    """The first characters of a record, bytes that are no UTF-8 as U+FFFD.

    >>> excerpt(b"caf\\xe9")
    'caf\\ufffd'
    """
    if isinstance(raw, bytes):
        return raw[: 4 * EXCERPT].decode("utf-8", "replace")[:EXCERPT]
    text = raw if isinstance(raw, str) else repr(raw)
    return printable(text[:EXCERPT])

"""Records of lines that begin with a tag: the common part of PubTator, PubMed's text export and RIS."""

import re
from collections.abc import Iterable, Iterator

from transforms.reading.record import BadRecord, Part, ReadOptions, check_size

_Fields = dict[str, list[str]]


def blank_separated(lines: Iterable[bytes], begin: re.Pattern[bytes], limit: int) -> Iterator[bytes]:
    """Bytes of each record, cut behind the limit; it begins at a line that matches, or behind a blank line.

    So a record that is damaged does not take its neighbour along.
    """
    record = bytearray()
    for line in lines:
        if record and (line.isspace() or begin.match(line)):
            yield bytes(record)
            record.clear()
        if not line.isspace() and len(record) <= limit:
            record += line
    if record:
        yield bytes(record)


def fields_of(raw: bytes, tag: re.Pattern[str], options: ReadOptions) -> _Fields:
    r"""Values of each tag in order; a line without a tag goes on with the value before it, after a space.

    `tag` matches the beginning of a line, with the tag as its first group.

    >>> fields_of(b"TI  - On\n      rats.\nAB  - They sleep.\n", re.compile(r"([A-Z]{2})  - "), ReadOptions())
    {'TI': ['On rats.'], 'AB': ['They sleep.']}
    """
    check_size(raw, options)
    pieces: list[tuple[str, list[str]]] = []
    for line in _text_of(raw).splitlines():
        match = tag.match(line)
        if match:
            pieces.append((match[1], [line[match.end() :].strip()]))
        elif pieces and line.strip():
            pieces[-1][1].append(line.strip())
    fields: _Fields = {}
    for name, values in pieces:
        fields.setdefault(name, []).append(" ".join(filter(None, values)))
    return fields


def first_of(fields: _Fields, *tags: str) -> str:
    """The first value that is there, of the first of the tags that has one; empty without."""
    return next((value for tag in tags for value in fields.get(tag, []) if value), "")


def citation_parts(title: str, abstract: str, others: Iterable[str] = (), doc_id: str | None = None) -> list[Part]:
    """Title and abstracts of a citation; raises BadRecord if it has neither."""
    parts = [Part("title", title), Part("abstract", abstract), *(Part("other_abstract", other) for other in others)]
    parts = [part for part in parts if part.text]
    if not parts:
        raise BadRecord("missing_text", "neither a title nor an abstract", doc_id)
    return parts


def _text_of(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise BadRecord("invalid_utf8", str(error)) from error

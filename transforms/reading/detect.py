"""The format of a file, from its first bytes; its name decides only where they leave it open."""

from collections.abc import Iterable

from transforms.reading import all_formats
from transforms.reading.format import Beginning, Format
from transforms.reading.record import BadRecord, ReadOptions


def detect(head: bytes, path: str, options: ReadOptions) -> Format:
    """The format of a file. Raises BadRecord if there is nothing to read, or no reader for it.

    >>> detect(b'{"id": 1, "text": "Aspirin."}', "a", ReadOptions()).name
    'jsonl'
    """
    if not head:
        raise BadRecord("empty_file", "0 bytes")
    beginning = Beginning(head, path, options)
    *formats, plain_text = all_formats.FORMATS
    for format in formats:
        if format.recognise(beginning):
            return format
    if beginning.root:
        raise _unknown_xml(beginning)
    named = _by_name(formats, beginning)
    if named:
        return named
    if plain_text.recognise(beginning):
        return plain_text
    raise BadRecord("unknown_format", "neither text nor another format that is known", raw=beginning.text)


def _by_name(formats: Iterable[Format], beginning: Beginning) -> Format | None:
    named = [format for format in formats if beginning.suffixes.intersection(format.suffixes)]
    if len(named) > 1:
        names = ", ".join(format.name for format in named)
        raise BadRecord("unknown_format", f"named as one of {names}, but its content is none", raw=beginning.text)
    return named[0] if named else None


def _unknown_xml(beginning: Beginning) -> BadRecord:
    if beginning.root == "art":
        detail = "XML that BioMed Central used before JATS, with the root element art"
        return BadRecord("not_jats", detail, raw=beginning.text)
    if beginning.root and beginning.root.lower() == "html":
        detail = "a web page; its publisher may offer the article as JATS XML, or save it as plain text"
        return BadRecord("web_page", detail, raw=beginning.text)
    return BadRecord("unknown_format", f"XML with the root element {beginning.root}", raw=beginning.text)

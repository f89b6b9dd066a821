"""A document from named fields: the common part of JSON lines, CSV and Parquet."""

from collections.abc import Mapping

from transforms.reading.record import BadRecord, Part, ReadOptions, document_of
from transforms.records import Document

ID_FIELDS = ("id", "doc_id", "pmid")
TEXT_FIELDS = ("title", "abstract", "body")


def document_of_fields(record: Mapping[str, object], source: str, options: ReadOptions) -> Document:
    """Takes `text` if it is there, otherwise `title`, `abstract` and `body`, one space between them.

    >>> record = {"pmid": 7, "title": "On rats.", "abstract": "They sleep."}
    >>> document_of_fields(record, "a.jsonl#1", ReadOptions())[:3]
    ('7', 'a.jsonl#1', 'On rats. They sleep.')
    """
    doc_id = _id_of(record, options)
    text = _string(record, options.text_field or "text", doc_id)
    if text is not None:
        return Document(doc_id, source, text)
    if options.text_field:
        raise BadRecord("missing_text", f"no field {options.text_field!r}", doc_id)
    parts = [Part(name, text) for name in TEXT_FIELDS if (text := _string(record, name, doc_id))]
    if not parts and not any(isinstance(record.get(name), str) for name in TEXT_FIELDS):
        raise BadRecord("missing_text", "none of text, title, abstract, body", doc_id)
    return document_of(doc_id, source, parts)


def _id_of(record: Mapping[str, object], options: ReadOptions) -> str:
    names = (options.id_field,) if options.id_field else ID_FIELDS
    name = next((name for name in names if record.get(name) not in (None, "")), None)
    if name is None:
        raise BadRecord("missing_id", f"none of {', '.join(names)}")
    value = record[name]
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadRecord("wrong_type", f"{name} must be a string or a whole number. Received: {value!r:.200}")
    return str(value)


def _string(record: Mapping[str, object], name: str, doc_id: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise BadRecord("wrong_type", f"{name} must be a string. Received: {value!r:.200}", doc_id)
    return value

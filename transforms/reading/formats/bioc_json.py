"""BioC JSON: a collection (its list is `documents`, or `PubTator3`), or one document after another.

https://github.com/bioc-json. Annotations are passed over.
"""

import re
from collections.abc import Iterator
from functools import partial
from io import BufferedIOBase
from typing import Any

from transforms.reading.format import Beginning, Format
from transforms.reading.formats.bioc_documents import documents, is_bioc
from transforms.reading.formats.json_bytes import parse_object
from transforms.reading.formats.passages import Passage, document_of_passages, name_of, offset_of
from transforms.reading.record import BadRecord, Outcome, ReadOptions, read_record
from transforms.records import Document

_EMPTY = re.compile(rb'"(?:documents|PubTator3)"\s*+:\s*+\[\s*+\]|\A\s*+\[\s*+\]')


def read(file: BufferedIOBase, path: str, options: ReadOptions) -> Iterator[Outcome]:
    """Passages stand at their offsets, so those of the collection's annotations hold for the text."""
    parse = partial(_parse, options=options)
    for number, raw in enumerate(documents(file, options.max_record_bytes), start=1):
        yield read_record(parse, raw, f"{path}#{number}", options)


def _parse(raw: bytes, source: str, options: ReadOptions) -> Document:
    document = parse_object(raw, options)
    doc_id = document.get("id")
    if doc_id in (None, "") or not isinstance(doc_id, str | int):
        raise BadRecord("missing_id", f"no id. Received: {doc_id!r:.100}")
    if "passages" not in document:
        raise BadRecord("not_bioc", "a document without passages", str(doc_id))
    passages = _list(document, "passages", str(doc_id))
    parts = (part for passage in passages for part in _passages(passage, str(doc_id)))
    return document_of_passages(str(doc_id), source, parts, options)


def _passages(passage: dict[str, Any], doc_id: str) -> Iterator[Passage]:
    """The passage, or its sentences if they hold the text."""
    infons = passage.get("infons")
    name = name_of(infons if isinstance(infons, dict) else {})
    holders = [passage] if passage.get("text") is not None else _list(passage, "sentences", doc_id)
    for holder in holders:
        text = holder.get("text") or ""
        if not isinstance(text, str):
            raise BadRecord("wrong_type", f"the text must be a string. Received: {text!r:.100}", doc_id)
        if text:
            yield Passage(name, offset_of(holder.get("offset"), doc_id), text)


def _list(holder: dict[str, Any], name: str, doc_id: str) -> list[dict[str, Any]]:
    items = holder.get(name) or []
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise BadRecord("wrong_type", f"{name} must be a list of objects. Received: {items!r:.100}", doc_id)
    return items


def _says_empty(head: bytes) -> bool:
    return bool(_EMPTY.search(head))


def _recognise(beginning: Beginning) -> bool:
    return beginning.is_json and is_bioc(beginning.text, beginning.options)


FORMAT = Format(
    "bioc_json",
    "BioC JSON, also PubTator's; passages stand at their offsets",
    (".json",),
    _recognise,
    read,
    says_empty=_says_empty,
)

"""JSON lines of texts and their spans, as Prodigy and doccano export them."""

from collections.abc import Iterator
from typing import Any

from ner_model.errors import Refused
from training.corpora.corpus_format import Beginning, CorpusFormat
from training.corpora.draft import Claim, CorpusFile, Draft
from training.corpora.formats.json_values import objects, parse, string, whole_number
from training.corpora.read_text import read_lines

_IDS = ("doc_id", "id", "pmid")
_LISTS = ("spans", "entities", "label", "labels")


def read(file: CorpusFile) -> Iterator[Draft]:
    """A document a line, with `text` and one of `spans`, `entities` (objects) or `label` (start, end, label).

    What annotators of Prodigy rejected or passed over (`answer`) is no document. Lines without an id are numbered.
    """
    for number, line in enumerate(read_lines(file), start=1):
        if line.strip():
            at = f"{file.name}:{number}"
            record = parse(line, at)
            if not isinstance(record, dict):
                raise Refused("a line must be an object", at, record)
            if record.get("answer", "accept") == "accept":
                yield _draft(record, f"{file.stem}/{number}", at)


def _draft(record: dict[str, Any], name: str, at: str) -> Draft:
    text = string(record.get("text"), at, "text")
    meta = record["meta"] if isinstance(record.get("meta"), dict) else {}
    doc_id = next((str(each[key]) for each in (record, meta) for key in _IDS if each.get(key) is not None), name)
    field = next((key for key in _LISTS if record.get(key) is not None), None)
    if field is None:
        raise Refused(f"none of {', '.join(_LISTS)}", at, sorted(record), "write an empty list where nothing is there")
    spans = record[field]
    if isinstance(spans, list) and spans and isinstance(spans[0], list):
        return Draft(doc_id, text, tuple(_of_list(span, at) for span in spans), at)
    return Draft(doc_id, text, tuple(_of_object(span, at) for span in objects(spans, at, field)), at)


def _of_list(span: Any, at: str) -> Claim:
    if not isinstance(span, list) or len(span) != 3:
        raise Refused("expected start, end and label", at, span)
    place = (whole_number(span[0], at, "start"), whole_number(span[1], at, "end"))
    return Claim((place,), string(span[2], at, "label"), None, at)


def _of_object(span: dict[str, Any], at: str) -> Claim:
    start, end = span.get("start", span.get("start_offset")), span.get("end", span.get("end_offset"))
    place = (whole_number(start, at, "start"), whole_number(end, at, "end"))
    text = span.get("text")
    return Claim(
        (place,),
        string(span.get("label"), at, "label"),
        None if text is None else string(text, at, "text"),
        at,
    )


def _recognise(beginning: Beginning) -> bool:
    return beginning.text.startswith("{")


FORMAT = CorpusFormat("jsonl", "JSON lines with `text` and spans: Prodigy, doccano", _recognise, read)

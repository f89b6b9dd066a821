"""BioC JSON, also as PubTator gives it: passages with annotations, offsets from the beginning of the document."""

from collections.abc import Iterator
from typing import Any

from ner_model.errors import Refused
from training.corpora.corpus_format import Beginning, CorpusFormat
from training.corpora.draft import Claim, CorpusFile, Draft
from training.corpora.formats.bioc_passages import Passage, document_of
from training.corpora.formats.json_values import objects, parse, string, whole_number
from training.corpora.read_text import read_text


def read(file: CorpusFile) -> Iterator[Draft]:
    """The documents of a collection, of a list of collections, or of a file that is one document."""
    for number, document in enumerate(_documents(parse(read_text(file), file.name), file.name), start=1):
        doc_id = str(document.get("id") or document.get("_id") or f"{file.stem}/{number}")
        at = f"{file.name}: document {doc_id}"
        passages = [_passage(each, at) for each in objects(document.get("passages"), at, "passages")]
        yield document_of(doc_id, passages, at)


def _documents(value: Any, at: str) -> Iterator[dict[str, Any]]:
    """Documents that lie in a list, or under whatever key, such as `documents` or `PubTator3`."""
    if isinstance(value, list):
        for each in value:
            yield from _documents(each, at)
    elif not isinstance(value, dict):
        raise Refused("expected documents with passages", at, value)
    elif "passages" in value:
        yield value
    else:
        for each in value.values():
            if isinstance(each, list):
                yield from _documents(each, at)


def _passage(passage: dict[str, Any], at: str) -> Passage:
    sentences = objects(passage.get("sentences"), at, "sentences")
    holders = [passage] if passage.get("text") is not None else sentences
    texts = [(whole_number(each.get("offset"), at, "offset"), string(each.get("text"), at, "text")) for each in holders]
    annotations = [
        annotation
        for holder in (passage, *sentences)
        for annotation in objects(holder.get("annotations"), at, "annotations")
    ]
    return Passage(texts, [_claim(annotation, at) for annotation in annotations])


def _claim(annotation: dict[str, Any], at: str) -> Claim:
    at = f"{at}, annotation {annotation.get('id')}"
    infons = annotation.get("infons")
    label = string(infons.get("type") if isinstance(infons, dict) else None, at, "infons.type")
    locations = objects(annotation.get("locations"), at, "locations")
    if not locations:
        raise Refused("an annotation without a location", at, annotation)
    text = annotation.get("text")
    return Claim(
        tuple(_place(location, at) for location in locations),
        label,
        None if text is None else string(text, at, "text"),
        at,
    )


def _place(location: dict[str, Any], at: str) -> tuple[int, int]:
    offset = whole_number(location.get("offset"), at, "offset")
    return offset, offset + whole_number(location.get("length"), at, "length")


def _recognise(beginning: Beginning) -> bool:
    return beginning.text.startswith(("{", "[")) and '"passages"' in beginning.text


FORMAT = CorpusFormat("bioc_json", "BioC JSON, also PubTator's", _recognise, read)

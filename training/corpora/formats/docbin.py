"""spaCy's DocBin (`.spacy`), read by spaCy itself, which is imported only for it (extra `spacy`)."""

import zlib
from collections.abc import Iterator
from typing import Any

from ner_model.errors import Refused
from training.corpora.corpus_format import Beginning, CorpusFormat
from training.corpora.draft import Claim, CorpusFile, Draft
from training.corpora.read_text import LARGEST, read_bytes


def read(file: CorpusFile) -> Iterator[Draft]:
    """The documents of a file with their entities, or with the spans of all groups where it has none of these.

    A document has the id that is in `user_data["doc_id"]`, else its number.
    """
    import spacy
    from spacy.tokens import DocBin

    content = read_bytes(file)
    _check_size(content, file.name)
    try:
        docs = list(DocBin().from_bytes(content).get_docs(spacy.blank("xx").vocab))
    except (ValueError, KeyError, zlib.error) as error:
        raise Refused(f"no DocBin ({error})", file.name) from error
    for number, doc in enumerate(docs, start=1):
        doc_id = str(doc.user_data.get("doc_id") or f"{file.stem}/{number}")
        spans = doc.ents or [span for name in doc.spans for span in doc.spans[name]]
        at = f"{file.name}: document {doc_id}"
        yield Draft(doc_id, doc.text, tuple(_claim(span, at) for span in spans), at)


def _claim(span: Any, at: str) -> Claim:
    return Claim(((span.start_char, span.end_char),), span.label_, span.text, at)


def _check_size(content: bytes, name: str) -> None:
    """A DocBin is packed, and unpacked at once."""
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(content, LARGEST)
    except zlib.error as error:
        raise Refused(f"no DocBin ({error})", name) from error
    if unpacker.unconsumed_tail:
        raise Refused(f"more than {LARGEST:,} bytes unpacked", name, remedy="split the file")


def _recognise(beginning: Beginning) -> bool:
    return beginning.name.endswith(".spacy")


FORMAT = CorpusFormat("docbin", "spaCy's DocBin (`.spacy`; needs the extra `spacy`)", _recognise, read)

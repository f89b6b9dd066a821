"""What BioC's XML and JSON have in common: passages at offsets, which together are a text."""

from typing import NamedTuple

from ner_model.errors import Refused
from training.corpora.draft import Claim, Draft


class Passage(NamedTuple):
    """Stretches of text with their offsets, and annotations with offsets in the document."""

    texts: list[tuple[int, str]]
    claims: list[Claim]


def document_of(doc_id: str, passages: list[Passage], at: str) -> Draft:
    """The text of all passages, each at its offset, with spaces between; raises Refused where two overlap.

    >>> document_of("7", [Passage([(0, "Gout.")], []), Passage([(6, "It hurts.")], [])], "mine.xml:3").text
    'Gout. It hurts.'
    """
    text = ""
    for offset, part in (each for passage in passages for each in passage.texts):
        if offset < len(text.rstrip()):
            raise Refused(f"a passage of document {doc_id} begins before the one before it ends", at, offset)
        text = text[:offset].ljust(offset) + part
    return Draft(doc_id, text, tuple(claim for passage in passages for claim in passage.claims), at)

"""The split of a corpus that comes without one: by document, by a hash of its id."""

import hashlib
from collections.abc import Sequence

from ner_model.errors import Refused
from training.corpora.gold import GoldDocument

RULE = "by document: first byte of the SHA-256 of its id modulo ten, 9 dev, 0 test, the rest train"
FEWEST = 3  # documents: one for each part


def split_documents(documents: Sequence[GoldDocument]) -> dict[str, list[GoldDocument]]:
    """Train, dev and test after `RULE`; a part that would stay empty gets the document of train with the lowest hash.

    >>> parts = split_documents([GoldDocument(str(number), "", ()) for number in range(12)])
    >>> {name: [document.doc_id for document in part] for name, part in parts.items()}["dev"]
    ['5', '11']
    """
    if len(documents) < FEWEST:
        raise Refused(
            "too few documents to learn from some and measure on others",
            value=len(documents),
            remedy="annotate more, or give a folder with train and dev",
        )
    parts: dict[str, list[GoldDocument]] = {"train": [], "dev": [], "test": []}
    for document in documents:
        parts[part_by_hash(document)].append(document)
    for name in [name for name, part in parts.items() if not part]:
        fullest = max(parts.values(), key=len)
        moved = min(fullest, key=_hash)
        fullest.remove(moved)
        parts[name].append(moved)
    return parts


def dev_of(documents: Sequence[GoldDocument]) -> dict[str, list[GoldDocument]]:
    """Train and dev of documents of which a test part, or none, is kept elsewhere."""
    parts = split_documents(documents)
    moved = {document.doc_id for document in parts["dev"]}
    return {
        "train": [document for document in documents if document.doc_id not in moved],
        "dev": parts["dev"],
    }


def part_by_hash(document: GoldDocument) -> str:
    """The part that `RULE` gives a document, whatever other documents there are."""
    return {9: "dev", 0: "test"}.get(_hash(document)[0] % 10, "train")


def _hash(document: GoldDocument) -> bytes:
    return hashlib.sha256(document.doc_id.encode()).digest()

"""A tenth of a corpus that was published without splits: what taggers are tuned on and never learn."""

import hashlib


def is_held_out(doc_id: str) -> bool:
    """Whether a document is of that tenth: the first byte of the SHA-256 of its id, modulo ten, is nine.

    >>> [doc_id for doc_id in map(str, range(12)) if is_held_out(doc_id)]
    ['5', '11']
    """
    return hashlib.sha256(doc_id.encode()).digest()[0] % 10 == 9

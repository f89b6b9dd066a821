"""Which ids a file has shown, in eight bytes each."""

from hashlib import blake2b

import numpy as np

_RECENT = 500_000


def id_digest(doc_id: str) -> int:
    return int.from_bytes(blake2b(doc_id.encode(), digest_size=8).digest(), "little")


class SeenIds:
    """Ids as 64-bit digests: a file of twenty million records takes 160 MB, not gigabytes of strings."""

    def __init__(self, shown: bytes = b""):
        """`shown` are sorted digests."""
        self._recent: set[int] = set()
        self._older = np.frombuffer(shown, np.uint64)  # sorted

    def add(self, doc_id: str) -> bool:
        """Whether the id is new.

        >>> seen = SeenIds()
        >>> seen.add("7"), seen.add("8"), seen.add("7")
        (True, True, False)
        """
        digest = id_digest(doc_id)
        if digest in self._recent or self._is_older(digest):
            return False
        self._recent.add(digest)
        if len(self._recent) == _RECENT:
            recent = np.fromiter(self._recent, np.uint64, _RECENT)
            self._older = np.sort(np.concatenate([self._older, recent]))
            self._recent.clear()
        return True

    def _is_older(self, digest: int) -> bool:
        place = np.searchsorted(self._older, np.uint64(digest))
        return bool(place < len(self._older) and int(self._older[place]) == digest)

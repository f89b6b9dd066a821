"""Which row of the word vectors a word has."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

UNKNOWN = 0  # the row of words that the vocabulary lacks; also fills batches after the end of a sentence


def normalize(word: str) -> str:
    """The form of a word that the vocabulary counts: numbers by their length, capitalised words in lower case.

    >>> [normalize(word) for word in ("1998", "Patients", "DNA", "NaCl", "C", "B12")]
    ['0000', 'patients', 'DNA', 'NaCl', 'C', 'B12']
    """
    if word.isdecimal():
        return "0" * min(len(word), 5)
    if word[:1].isupper() and word[1:].islower():
        return word.lower()
    return word


class Vocabulary:
    """Words in the order of their vectors; row 0 stands for the unknown word and has no entry here."""

    def __init__(self, words: list[str]):
        self.words = words
        self._rows = {word: row for row, word in enumerate(words, start=1)}

    def __len__(self) -> int:
        return len(self.words) + 1

    def row(self, word: str) -> int:
        """Row of the normalised word, else of its lower case, else `UNKNOWN`.

        >>> vocabulary = Vocabulary(["the", "DNA"])
        >>> [vocabulary.row(word) for word in ("The", "THE", "DNA", "dna")]
        [1, 1, 2, 0]
        """
        rows = self._rows
        return rows.get(normalize(word)) or rows.get(word.lower(), UNKNOWN)

    def rows(self, words: Iterable[str]) -> npt.NDArray[np.int32]:
        """The row of each word, int32 `[words]`."""
        return np.fromiter(map(self.row, words), np.int32)

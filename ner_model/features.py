"""What the network sees of a word beside its vector: its characters."""

import numpy as np
import numpy.typing as npt

from ner_model.words import code_points

WORD_LENGTH = 24  # characters kept of a word: a longer one gives its first and last twelve
ALPHABET = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~αβγδκλμµωΔ±×°≥≤–—‘’“”•·é"
)
PADDING, OTHER = 0, 1  # character ids after the end of a word, and of a character outside the alphabet
CHARACTERS = len(ALPHABET) + 2

_IDS = np.full(max(map(ord, ALPHABET)) + 2, OTHER, np.uint8)  # by code point; the last one for all beyond
_IDS[[ord(character) for character in ALPHABET]] = np.arange(2, CHARACTERS)


def character_ids(words: list[str]) -> npt.NDArray[np.uint8]:
    """Character ids, uint8 `[words, WORD_LENGTH]`; every word has at least one that is not `PADDING`.

    >>> character_ids(["Na"])[0, :3].tolist()
    [15, 28, 0]
    """
    half = WORD_LENGTH // 2
    kept = [word if len(word) <= WORD_LENGTH else word[:half] + word[-half:] for word in words]
    lengths = np.fromiter(map(len, kept), np.int64, len(kept))
    ids = np.zeros((len(words), WORD_LENGTH), np.uint8)
    ids[np.arange(WORD_LENGTH) < lengths[:, None]] = _IDS[np.minimum(code_points("".join(kept)), len(_IDS) - 1)]
    return ids

"""What the network sees of a word beside its vector: its characters."""

import numpy as np

WORD_LENGTH = 24  # characters kept of a word: a longer one gives its first and last twelve
ALPHABET = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~αβγδκλμµωΔ±×°≥≤–—‘’“”•·é"
)
PADDING, OTHER = 0, 1  # character ids after the end of a word, and of a character outside the alphabet
CHARACTERS = len(ALPHABET) + 2

_IDS = {character: number for number, character in enumerate(ALPHABET, start=2)}


def character_ids(words: list[str]) -> np.ndarray:
    """Character ids, uint8 `[words, WORD_LENGTH]`; every word has at least one that is not `PADDING`.

    >>> character_ids(["Na"])[0, :3].tolist()
    [15, 28, 0]
    """
    ids = np.zeros((len(words), WORD_LENGTH), np.uint8)
    half = WORD_LENGTH // 2
    for row, word in enumerate(words):
        if len(word) > WORD_LENGTH:
            word = word[:half] + word[-half:]
        ids[row, : len(word)] = [_IDS.get(character, OTHER) for character in word]
    return ids

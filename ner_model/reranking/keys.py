"""Words and spans as numbers that are the same for what is written alike but for case, hyphens and a plural s."""

import numpy as np
import numpy.typing as npt

from ner_model.words import Words

Keys = npt.NDArray[np.uint64]

LETTERS = 32  # of a word that count, and its length: a word may be as long as a text

_BASIS, _PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)  # FNV-1a, 64 bits
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_HYPHEN = np.uint64(0)  # the key of a word that counts for nothing


def word_keys(words: Words) -> Keys:
    """A key of each word, uint64 `[words]`."""
    letters = words.letters.astype(np.uint64)
    letters = np.where((letters >= ord("A")) & (letters <= ord("Z")), letters + np.uint64(32), letters)
    starts, lengths = words.starts, words.ends - words.starts
    is_hyphen = (lengths == 1) & (letters[starts] == ord("-"))
    lengths = lengths - _has_plural(letters, words.ends, lengths)
    keys = np.full(len(starts), _BASIS) ^ lengths.astype(np.uint64)
    for place in range(min(LETTERS, int(lengths.max(initial=0)))):
        inside = np.flatnonzero(lengths > place)
        keys[inside] = (keys[inside] ^ letters[starts[inside] + place]) * _PRIME
    return np.where(is_hyphen, _HYPHEN, keys)


def _has_plural(letters: npt.NDArray[np.uint64], ends: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> Keys:
    """1 for words of four letters and more with an s at the end that is no part of ss, is or us, else 0."""
    last, before = letters[ends - 1], letters[np.maximum(ends - 2, 0)]
    is_plural = (lengths > 3) & (last == ord("s")) & ~np.isin(before, [ord(letter) for letter in "siu"])
    found: Keys = is_plural.astype(np.int64)
    return found


def span_keys(words: Keys, firsts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
    """A key of each span `[firsts, ends)` of words, uint32 `[spans]`, hyphens left out."""
    keys = np.zeros(len(firsts), np.uint64)
    for place in range(int((ends - firsts).max(initial=0))):
        inside = np.flatnonzero(firsts + place < ends)
        word = words[firsts[inside] + place]
        keys[inside] = np.where(word == _HYPHEN, keys[inside], (keys[inside] ^ word) * _SPREAD)
    return (keys >> np.uint64(32)).astype(np.uint32)

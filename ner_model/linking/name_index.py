"""The names of one label, arranged for look-up: by spelling, by word, and words by their letters."""

import hashlib
import pathlib
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ner_model.linking.arrays import Array, Floats, Hashes, Lists, Rows, inverted, lists_from
from ner_model.linking.core_words import core_words, sense_words
from ner_model.linking.normalise import american, plain_words, sorted_key, stems_of

NO_SENSE = "?"
LONGEST = 120  # characters of a name that can be looked up by its words
_LETTERS = {letter: number for number, letter in enumerate("#abcdefghijklmnopqrstuvwxyz0123456789", 1)}
_BASE = len(_LETTERS) + 1
GRAMS = _BASE**3


class NameIndex(NamedTuple):
    """Rows are names, numbered from 0.

    `keys`: hashes of spellings, sorted; `key_rows` the name of each. `words`: hashes of the vocabulary, sorted.
    `words_of`: the words of each name; `names_with` the names of each word. `grams_of`: runs of three letters of each
    word; `words_with` the words of each run. `concepts`: the concept of each name. `weights`: of each word, by how
    rare it is; `totals` their sum for each name.
    """

    keys: Hashes
    key_rows: Rows
    words: Hashes
    words_of: Lists
    names_with: Lists
    gram_counts: Rows
    words_with: Lists
    concepts: Rows
    weights: Floats
    totals: Floats

    def word(self, word: str) -> int:
        """The number of a word, -1 if no name has it."""
        hashed = hash_of(word)
        at = int(self.words.searchsorted(hashed))
        return at if at < len(self.words) and self.words[at] == hashed else -1

    def rows_of_key(self, key: str) -> Rows:
        """The names with a spelling."""
        hashed = hash_of(key)
        first = end = int(self.keys.searchsorted(hashed))
        while end < len(self.keys) and self.keys[end] == hashed:
            end += 1
        return self.key_rows[first:end]


def hash_of(text: str) -> np.uint64:
    return np.uint64(number_of(text))


def number_of(text: str) -> int:
    """The hash of a text as a number of 64 bits."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Spelt(NamedTuple):
    """The stems of a name, and its keys: as it is, its words, its stems, its letters, what they come down to, and what
    that says of an illness, `NO_SENSE` of a name that says nothing of one.

    >>> spell("Ro 15-1788").keys[3] == spell("Ro15-1788").keys[3]
    True
    """

    stems: list[str]
    keys: tuple[str, str, str, str, str, str]


def spell(name: str) -> Spelt:
    plain = plain_words(name)
    stems = stems_of(plain)
    core = core_words(stems)
    words = " ".join(map(american, plain))
    keys = "!" + name, "=" + words, "~" + sorted_key(stems), "+" + "".join(plain), "-" + sorted_key(core)
    return Spelt(stems, (*keys, NO_SENSE + " ".join(sense_words(core))))


def grams(word: str) -> list[int]:
    """The runs of three letters of a word, its borders counted, each once."""
    codes = [1, *(_LETTERS.get(letter, 0) for letter in word), 1]
    return sorted({(a * _BASE + b) * _BASE + c for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)})


def build_index(names: Sequence[str], concepts: Array) -> NameIndex:
    """The index of some names; a name of more than 120 characters is found by its spelling only."""
    spelt = [spell(name) for name in names]
    split = [each.stems for each in spelt]
    numbers, hashes = _vocabulary(split)
    words_of = lists_from(
        [
            sorted({numbers[word] for word in words}) if len(name) <= LONGEST else []
            for name, words in zip(names, split, strict=True)
        ]
    )
    names_with = inverted(words_of, len(hashes))
    grams_of = lists_from([grams(word) for word in sorted(numbers, key=lambda word: numbers[word])])
    weights = np.log((len(names) + 1) / (np.diff(names_with.firsts) + 1)).astype(np.float32) + 0.1
    totals = np.zeros(len(names), np.float32)
    np.add.at(totals, np.repeat(np.arange(len(names)), np.diff(words_of.firsts)), weights[words_of.values])
    keys, rows = _keys(spelt)
    return NameIndex(
        keys,
        rows,
        hashes,
        words_of,
        names_with,
        np.diff(grams_of.firsts).astype(np.int32),
        inverted(grams_of, GRAMS),
        np.asarray(concepts, np.int32),
        weights,
        totals,
    )


def _vocabulary(split: list[list[str]]) -> tuple[dict[str, int], Hashes]:
    words = list({word for words in split for word in words})
    hashes = np.array([hash_of(word) for word in words], np.uint64)
    order = np.argsort(hashes)
    return {words[at]: number for number, at in enumerate(order.tolist())}, hashes[order]


def _keys(spelt: Sequence[Spelt]) -> tuple[Hashes, Rows]:
    found: list[tuple[np.uint64, int]] = []
    for row, each in enumerate(spelt):
        found += [(hash_of(key), row) for key in dict.fromkeys(each.keys) if key != NO_SENSE]
    hashes = np.array([hashed for hashed, _ in found], np.uint64)
    order = np.argsort(hashes, kind="stable")
    return hashes[order], np.array([row for _, row in found], np.int32)[order]


def save_index(index: NameIndex, folder: pathlib.Path, name: str) -> None:
    """Writes the arrays to files that can be mapped, `NAME.*.npy`."""
    for field, value in _arrays(index).items():
        np.save(folder / f"{name}.{field}.npy", value, allow_pickle=False)


def open_index(folder: pathlib.Path, name: str) -> NameIndex:
    """Maps the files of `save_index`."""

    def load(field: str) -> NDArray[Any]:
        array: NDArray[Any] = np.load(folder / f"{name}.{field}.npy", mmap_mode="r", allow_pickle=False)
        return array.view(np.ndarray)  # as a plain array, which is faster to index

    fields: dict[str, Any] = {
        field: Lists(load(f"{field}.firsts"), load(f"{field}.values")) if kind is Lists else load(field)
        for field, kind in NameIndex.__annotations__.items()
    }
    return NameIndex(**fields)


def _arrays(index: NameIndex) -> dict[str, Array]:
    arrays: dict[str, Array] = {}
    for field, value in index._asdict().items():
        if isinstance(value, Lists):
            arrays |= {f"{field}.firsts": value.firsts, f"{field}.values": value.values}
        else:
            arrays[field] = value
    return arrays

"""Damage of the kinds that disks, networks and programs do to files."""

import random
from collections.abc import Sequence

from tests.fuzz.seeds import WORDS

_MOST = 4  # changes of one file


def mutated(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """The bytes after one to four changes; `others` are files that pieces are taken from."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, _MOST)):
        place = chance.randrange(len(changed) + 1)
        chance.choice(_CHANGES)(changed, place, chance, others)
    return bytes(changed)


def _flip(data: bytearray, place: int, chance: random.Random, others: Sequence[bytes]) -> None:
    if place < len(data):
        data[place] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, place: int, chance: random.Random, others: Sequence[bytes]) -> None:
    del data[place : place + chance.randint(1, 200)]


def _insert(data: bytearray, place: int, chance: random.Random, others: Sequence[bytes]) -> None:
    data[place:place] = chance.choice([chance.randbytes(chance.randint(1, 50)), chance.choice(WORDS).encode(), b"\n"])


def _truncate(data: bytearray, place: int, chance: random.Random, others: Sequence[bytes]) -> None:
    del data[place:]


def _repeat(data: bytearray, place: int, chance: random.Random, others: Sequence[bytes]) -> None:
    data[place:place] = data[place : place + chance.randint(1, 500)] * chance.choice([1, 2, 50])


def _splice(data: bytearray, place: int, chance: random.Random, others: Sequence[bytes]) -> None:
    other = chance.choice(others)
    start = chance.randrange(len(other))
    data[place:place] = other[start : start + chance.randint(1, 2_000)]


def _zeros(data: bytearray, place: int, chance: random.Random, others: Sequence[bytes]) -> None:
    """A block that was never written."""
    size = min(chance.choice([16, 512, 4_096]), len(data) - place)
    data[place : place + size] = bytes(size)


_CHANGES = (_flip, _flip, _cut, _insert, _truncate, _repeat, _splice, _zeros)

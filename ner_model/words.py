"""The words of a text, by their places in it."""

from collections.abc import Iterator, Sequence
from typing import Any, overload

import numpy as np
import numpy.typing as npt


class Words(Sequence[str]):
    """A sequence of strings that are cut from a text when they are asked for; most never are.

    `starts`, `ends`: int `[words]`, half-open, code points of the text.

    >>> words = Words("Aspirin helps", np.array([0, 8]), np.array([7, 13]))
    >>> len(words), words[1], words == ["Aspirin", "helps"]
    (2, 'helps', True)
    """

    __slots__ = ("_letters", "ends", "starts", "text")

    def __init__(self, text: str, starts: npt.NDArray[Any], ends: npt.NDArray[Any]):
        self.text = text
        self.starts = starts
        self.ends = ends
        self._letters: npt.NDArray[np.uint32] | None = None

    @property
    def letters(self) -> npt.NDArray[np.uint32]:
        """The code points of the text, worked out once."""
        if self._letters is None:
            self._letters = code_points(self.text)
        return self._letters

    def at(self, places: npt.NDArray[np.int64]) -> "Words":
        """Some of the words."""
        words = Words(self.text, self.starts[places], self.ends[places])
        words._letters = self._letters
        return words

    def __reduce__(self) -> tuple[Any, ...]:
        return Words, (self.text, self.starts, self.ends)

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[str]:
        text = self.text
        return (text[start:end] for start, end in zip(self.starts.tolist(), self.ends.tolist(), strict=True))

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> list[str]: ...

    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return list(Words(self.text, self.starts[index], self.ends[index]))
        return self.text[self.starts[index] : self.ends[index]]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(list(self))


def joined(parts: Sequence[tuple[str, npt.NDArray[Any], npt.NDArray[Any]]]) -> Words:
    """The words of several texts, each with the starts and ends of its words, as those of one text."""
    bases = np.cumsum([0, *(len(text) for text, _, _ in parts)])
    text = "".join(text for text, _, _ in parts)
    starts, ends = (
        np.concatenate([part[column] + base for part, base in zip(parts, bases, strict=False)], dtype=np.int64)
        for column in (1, 2)
    )
    return Words(text, starts, ends)


def one_after_another(words: list[str]) -> Words:
    """Strings as the words of a text."""
    ends = np.cumsum(np.fromiter(map(len, words), np.int64, len(words)))
    return Words("".join(words), np.append(0, ends[:-1]), ends)


def code_points(text: str) -> npt.NDArray[np.uint32]:
    """The characters of a text as numbers, lone surrogates too."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)

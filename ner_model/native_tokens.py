"""The compiled tokenizer, `native/tokenize.c`, which knows what a character is from Python's own tables."""

import ctypes
import itertools
import re

import numpy as np
import numpy.typing as npt

from ner_model.native_library import address
from ner_model.words import code_points

_SPACE, _LETTER, _OTHER = 1, 2, 3  # 0: not asked yet
_PAGE = 256  # code points whose classes are asked for together, when one of them first comes up
_CLASSES = np.zeros(0x110000, np.uint8)

_LETTERS = re.compile(r"[^\W_]")
_VISIBLE = re.compile(r"\S")

_Int = ctypes.c_int64

Places = npt.NDArray[np.int32]


def tokens(library: ctypes.CDLL, text: str, cuts: list[int]) -> tuple[Places, Places]:
    """As `ner_model.text.tokens_by_expression`."""
    letters = code_points(text)
    starts, ends = np.empty(len(text), np.int32), np.empty(len(text), np.int32)
    pointers = (address(letters), address(_CLASSES), address(starts), address(ends))
    found = 0
    for begin, end in itertools.pairwise(cuts):
        found = _tokens_between(library, letters, (begin, end), pointers, found)
    return starts[:found].copy(), ends[:found].copy()


def sentences(library: ctypes.CDLL, places: Places, starts: Places, ends: Places) -> tuple[Places, Places]:
    """As `ner_model.text.between_tokens`."""
    sentence_starts, first_tokens = np.empty(len(places), np.int32), np.empty(len(places) + 1, np.int32)
    kept = library.kernel_sentences(
        address(places), _Int(len(places)), address(starts), address(ends), _Int(len(starts)),
        address(sentence_starts), address(first_tokens),
    )  # fmt: skip
    return sentence_starts[:kept].copy(), first_tokens[: kept + 1].copy()


def _tokens_between(
    library: ctypes.CDLL, letters: npt.NDArray[np.uint32], bounds: tuple[int, int],
    pointers: tuple[ctypes.c_void_p, ...], found: int,
) -> int:  # fmt: skip
    """How many tokens there are after this stretch, with those before it."""
    text, classes, starts, ends = pointers
    at, unknown = _Int(bounds[0]), _Int(0)
    while unknown.value >= 0:
        found = library.kernel_tokenize(
            text, ctypes.byref(at), _Int(bounds[1]), classes, starts, ends, _Int(found), ctypes.byref(unknown)
        )
        if unknown.value >= 0:
            _learn_page(int(letters[unknown.value]))
    return found


def _learn_page(code: int) -> None:
    first = code - code % _PAGE
    characters = [chr(code) for code in range(first, first + _PAGE)]
    _CLASSES[first : first + _PAGE] = [
        _LETTER if _LETTERS.match(character) else _OTHER if _VISIBLE.match(character) else _SPACE
        for character in characters
    ]

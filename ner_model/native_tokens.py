"""The compiled tokenizer, `native/tokenize.c`, which knows what a character is from Python's own tables."""

import ctypes
import re

import numpy as np
import numpy.typing as npt

from ner_model.native_library import address

_SPACE, _LETTER, _OTHER = 1, 2, 3  # 0: not asked yet
_PAGE = 256  # code points whose classes are asked for together, when one of them first comes up
_CLASSES = np.zeros(0x110000, np.uint8)

_LETTERS = re.compile(r"[^\W_]")
_VISIBLE = re.compile(r"\S")

_Int = ctypes.c_int64

Places = npt.NDArray[np.int32]


class _State(ctypes.Structure):
    """As in C: how far the text has been read, where a character is of no known class, the tokens found."""

    _fields_ = [("at", _Int), ("unknown", _Int), ("tokens", _Int)]


def tokens(library: ctypes.CDLL, text: str, cuts: list[int]) -> tuple[Places, Places]:
    """As `ner_model.text.tokens_by_expression`."""
    letters = text.encode("utf-32-le", "surrogatepass")
    places = np.empty((2, len(text)), np.int32)
    state = _State()
    arguments = (
        letters, _Int(len(text)), (_Int * len(cuts))(*cuts), address(_CLASSES), address(places[0]), address(places[1]),
        ctypes.byref(state),
    )  # fmt: skip
    while library.kernel_tokenize(*arguments):
        _learn_page(ord(text[state.unknown]))
    starts, ends = places[:, : state.tokens].copy()
    return starts, ends


def sentences(library: ctypes.CDLL, places: Places, starts: Places, ends: Places) -> tuple[Places, Places]:
    """As `ner_model.text.between_tokens`."""
    sentence_starts, first_tokens = np.empty((2, len(places) + 1), np.int32)
    kept = library.kernel_sentences(
        address(places), _Int(len(places)), address(starts), address(ends), _Int(len(starts)),
        address(sentence_starts), address(first_tokens),
    )  # fmt: skip
    return sentence_starts[:kept].copy(), first_tokens[: kept + 1].copy()


def _learn_page(code: int) -> None:
    first = code - code % _PAGE
    characters = [chr(code) for code in range(first, first + _PAGE)]
    _CLASSES[first : first + _PAGE] = [
        _LETTER if _LETTERS.match(character) else _OTHER if _VISIBLE.match(character) else _SPACE
        for character in characters
    ]

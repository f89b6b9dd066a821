"""The compiled reader, `native/read.c`: what `PlainReader` reads, in a fraction of the time."""

import ctypes
import struct

import numpy as np

from ner_model.linking.candidates import CONCEPTS, NO_CANDIDATES, WIDTH, Candidates
from ner_model.linking.name_index import LONGEST
from ner_model.linking.native_candidates import NativeSearcher
from ner_model.linking.native_ranker import NativeRanker
from ner_model.linking.native_spelling import Speller
from ner_model.linking.reader import NO_CONCEPT, PlainReader, Read
from ner_model.linking.reading import SURE

_NOT_SPELT, _NO_MEMORY = -2, -1
_HEAD = struct.Struct(f"<qqdQii{CONCEPTS}i")  # of `Read` in read.c, before the features
_Int = ctypes.c_int64


class _Reader(ctypes.Structure):
    """As in C: `Reader` of read.c."""

    _fields_ = [*((name, ctypes.c_void_p) for name in ("search", "speller", "ranker")), ("level", _Int)]


class NativeReader:
    """A `Reader` of one label; not for two threads at once. What is no ASCII is spelt in Python."""

    def __init__(self, searcher: NativeSearcher, ranker: NativeRanker, speller: Speller):
        self._parts = searcher, ranker, speller  # C reads them as long as this lives
        self._library = ranker.library
        self._plain = PlainReader(searcher, ranker)
        pointers = (searcher.pointer, speller.pointer, ctypes.addressof(ranker.struct))
        self._reader = ctypes.byref(_Reader(*pointers, ranker.level))
        self._found = bytearray(_HEAD.size + 4 * CONCEPTS * WIDTH)
        self._features = np.frombuffer(self._found, np.float32, offset=_HEAD.size).reshape(CONCEPTS, WIDTH)
        self._address = (ctypes.c_char * len(self._found)).from_buffer(self._found)

    def read(self, mention: str, is_expanded: bool) -> Read:
        if len(mention) > LONGEST or not mention.isascii():
            return self._plain.read(mention, is_expanded)
        failed = self._library.linking_read(
            self._reader, mention.encode("ascii"), _Int(len(mention)), is_expanded, self._address
        )
        if failed == _NO_MEMORY:
            raise MemoryError("no memory to look for names")
        if failed == _NOT_SPELT:
            return self._plain.read(mention, is_expanded)
        count, best, probability, stems, any_exact, exact, *concepts = _HEAD.unpack_from(self._found)
        if not count:
            return NO_CONCEPT
        kept = NO_CANDIDATES
        if probability < SURE:
            kept = Candidates(tuple(concepts[:count]), self._features[:count].copy())
        return Read(concepts[best], probability, bool(exact >> best & 1), bool(any_exact), stems, kept)

    def is_name(self, text: str) -> bool:
        known = _NOT_SPELT
        if len(text) <= LONGEST and text.isascii():
            known = self._library.linking_is_name(self._reader, text.encode("ascii"), _Int(len(text)))
        return self._plain.is_name(text) if known == _NOT_SPELT else bool(known)

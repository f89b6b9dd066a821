"""The compiled reader, `native/read.c`: what `PlainReader` reads, in a fraction of the time."""

import ctypes
import struct

from ner_model.linking.candidates import CONCEPTS, WIDTH
from ner_model.linking.name_index import LONGEST
from ner_model.linking.native_candidates import NativeSearcher
from ner_model.linking.native_context import packed
from ner_model.linking.native_ranker import NativeRanker
from ner_model.linking.native_spelling import Speller
from ner_model.linking.reader import NO_CONCEPT, PlainReader, Read
from ner_model.linking.reading import SURE

_NOT_SPELT, _NO_MEMORY = -2, -1
_HEAD = struct.Struct("<3i4xdQi")  # of `Read` in read.c, with the number of candidates
_CANDIDATES = _HEAD.size - 4  # where they begin, with their number
_FEATURES = _HEAD.size + 4 * CONCEPTS


class _Reader(ctypes.Structure):
    """As in C: `Reader` of read.c."""

    _fields_ = [*((name, ctypes.c_void_p) for name in ("search", "speller", "ranker")), ("level", ctypes.c_int64)]


class NativeReader:
    """A `Reader` of one label; not for two threads at once. What is no ASCII is spelt in Python."""

    def __init__(self, searcher: NativeSearcher, ranker: NativeRanker, speller: Speller):
        self._parts = searcher, ranker, speller  # C reads them as long as this lives
        self._library = ranker.library
        self._plain = PlainReader(searcher, ranker)
        pointers = (searcher.pointer, speller.pointer, ctypes.addressof(ranker.struct))
        self._reader = ctypes.byref(_Reader(*pointers, ranker.level))
        self._found = bytearray(_FEATURES + 4 * CONCEPTS * WIDTH)
        self._address = (ctypes.c_char * len(self._found)).from_buffer(self._found)

    def read(self, mention: str, is_expanded: bool) -> Read:
        failed = _NOT_SPELT
        if len(mention) <= LONGEST and mention.isascii():
            failed = self._library.linking_read(
                self._reader, mention.encode(), len(mention), is_expanded, self._address
            )
        if failed == _NOT_SPELT:
            return self._spelt_in_python(mention, is_expanded)
        if failed == _NO_MEMORY:
            raise MemoryError("no memory to look for names")
        concept, is_exact, any_exact, probability, stems, count = _HEAD.unpack_from(self._found)
        if not count:
            return NO_CONCEPT
        kept = None if probability >= SURE else bytes(self._found[_CANDIDATES : _FEATURES + 4 * WIDTH * count])
        return Read(concept, probability, is_exact == 1, any_exact == 1, stems, kept)

    def _spelt_in_python(self, mention: str, is_expanded: bool) -> Read:
        read = self._plain.read(mention, is_expanded)
        return read if read.candidates is None else read._replace(candidates=packed(read.candidates))

    def is_name(self, text: str) -> bool:
        known = _NOT_SPELT
        if len(text) <= LONGEST and text.isascii():
            known = self._library.linking_is_name(self._reader, text.encode(), len(text))
        return self._plain.is_name(text) if known == _NOT_SPELT else known == 1

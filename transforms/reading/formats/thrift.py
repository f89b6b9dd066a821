"""Thrift's compact protocol, as far as Parquet's metadata need it: chosen fields of structs, the others passed over.

https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _STRUCT = 1, 2, 3, 7, 8, 12
_INTEGERS = (4, 5, 6)
_LISTS = (9, 10)  # and sets
_DEEPEST = 16
_VARINT = 10  # bytes


class Thrift:
    """Bytes, and the place up to which they were read; every method raises ValueError for what is no such data."""

    def __init__(self, data: bytes):
        self._data = data
        self.place = 0

    def struct(self, fields: "Mapping[int, Read]") -> dict[int, Any]:
        """The values of the fields that a mapping says how to read, by their ids."""
        found: dict[int, Any] = {}
        field = 0
        while byte := self._byte():
            field = field + (byte >> 4) if byte >> 4 else self._zigzag()
            if read := fields.get(field):
                found[field] = read(self, byte & 15)
            else:
                self._skip(byte & 15, 0)
        return found

    def integer(self, kind: int) -> int:
        if kind not in _INTEGERS:
            raise ValueError(f"a value of the kind {kind} where a number should be")
        return self._zigzag()

    def binary(self, kind: int) -> bytes:
        if kind != _BINARY:
            raise ValueError(f"a value of the kind {kind} where bytes should be")
        size = self._varint()
        self.place += size
        if self.place > len(self._data):
            raise ValueError("bytes that do not end")
        return self._data[self.place - size : self.place]

    def size_of_list(self, kind: int) -> tuple[int, int]:
        """The kind of the values of a list, and how many there are: no more than there are bytes left."""
        if kind not in _LISTS:
            raise ValueError(f"a value of the kind {kind} where a list should be")
        byte = self._byte()
        size = byte >> 4 if byte >> 4 < 15 else self._varint()
        if size > len(self._data) - self.place:
            raise ValueError("a list that does not end")
        return byte & 15, size

    def _byte(self) -> int:
        if self.place >= len(self._data):
            raise ValueError("a value that does not end")
        self.place += 1
        return self._data[self.place - 1]

    def _varint(self) -> int:
        value = 0
        for shift in range(_VARINT):
            byte = self._byte()
            value |= (byte & 127) << (7 * shift)
            if byte < 128:
                return value
        raise ValueError("a number of too many bytes")

    def _zigzag(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)

    def _skip(self, kind: int, depth: int) -> None:
        """Goes behind a value."""
        if depth > _DEEPEST:
            raise ValueError("a value of too many levels")
        if kind == _BYTE:
            self._byte()
        elif kind in _INTEGERS:
            self._varint()
        elif kind == _DOUBLE:
            self.place += 8
        elif kind == _BINARY:
            self.binary(kind)
        elif kind in _LISTS:
            self._skip_list(kind, depth)
        elif kind == _STRUCT:
            while byte := self._byte():
                if not byte >> 4:
                    self._varint()
                self._skip(byte & 15, depth + 1)
        elif kind not in (_TRUE, _FALSE):
            raise ValueError(f"a value of the kind {kind}")

    def _skip_list(self, kind: int, depth: int) -> None:
        of, size = self.size_of_list(kind)
        for _ in range(size):
            if of in (_TRUE, _FALSE):
                self._byte()
            else:
                self._skip(of, depth + 1)


Read: TypeAlias = Callable[[Thrift, int], Any]  # reads a value of a kind


def list_of(read: Read) -> Read:
    """How to read a list of such values."""

    def read_list(data: Thrift, kind: int) -> list[Any]:
        of, size = data.size_of_list(kind)
        return [read(data, of) for _ in range(size)]

    return read_list


def struct_of(fields: Mapping[int, Read]) -> Read:
    """How to read some fields of a struct."""

    def read_struct(data: Thrift, kind: int) -> dict[int, Any]:
        if kind != _STRUCT:
            raise ValueError(f"a value of the kind {kind} where a struct should be")
        return data.struct(fields)

    return read_struct

"""Bytes of a file in pieces of a known size."""

from io import BufferedIOBase


def read_fully(file: BufferedIOBase, size: int) -> bytes:
    """So many bytes, fewer only at the end of the file; damage in a compressed file is met behind what comes before it.

    >>> import io
    >>> read_fully(io.BytesIO(b"abc"), 2)
    b'ab'
    """
    pieces = bytearray()
    while len(pieces) < size and (piece := file.read1(size - len(pieces))):
        pieces += piece
    return bytes(pieces)

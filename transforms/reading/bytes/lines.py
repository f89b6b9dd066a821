"""Lines of a file, none of them longer in memory than a document may be."""

import codecs
from collections.abc import Callable, Iterator
from io import BufferedIOBase

from transforms.reading.bytes.extent import WHOLE, Extent, bytes_in
from transforms.reading.record import ReadOptions


def lines(file: BufferedIOBase, limit: int, extent: Extent = WHOLE) -> Iterator[bytes]:
    r"""Lines with their ends; one over the limit comes cut to `limit + 1` bytes. A UTF-8 mark at the start is left out.

    >>> import io
    >>> list(lines(io.BytesIO(b"ab\nabcdefgh\n\n"), limit=4))
    [b'ab\n', b'abcde', b'\n']
    """
    file = bytes_in(file, extent)
    line = file.readline(limit + 1)
    if not extent.start:
        line = line.removeprefix(codecs.BOM_UTF8)
    while line:
        yield line
        while len(line) > limit and not line.endswith(b"\n"):
            line = file.readline(limit + 1)
        line = file.readline(limit + 1)


def line_cuts(file: BufferedIOBase, options: ReadOptions, may_cut: Callable[[bytes, bytes], bool]) -> Iterator[int]:
    """Offsets between lines that may be parted, found without reading what lies before; each a part behind the last."""
    place, size = options.part_bytes, file.seek(0, 2)
    while place < size:
        cut = _first_cut(file, place, options.max_record_bytes, may_cut)
        if cut is None:
            return
        yield cut
        place = cut + options.part_bytes


def _first_cut(file: BufferedIOBase, place: int, limit: int, may_cut: Callable[[bytes, bytes], bool]) -> int | None:
    file.seek(place - 1)
    following = lines(file, limit)
    next(following, b"")  # the rest of a line
    before = next(following, b"")
    for line in following:
        if may_cut(before, line):
            return file.tell() - len(line)
        before = line
    return None

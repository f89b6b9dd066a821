"""Lines of a file, none of them longer in memory than a document may be."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO


def lines(file: BinaryIO, limit: int) -> Iterator[bytes]:
    r"""Lines with their ends; one over the limit comes cut to `limit + 1` bytes. A UTF-8 mark at the start is left out.

    >>> import io
    >>> list(lines(io.BytesIO(b"ab\nabcdefgh\n\n"), limit=4))
    [b'ab\n', b'abcde', b'\n']
    """
    line = file.readline(limit + 1).removeprefix(codecs.BOM_UTF8)
    while line:
        yield line
        while len(line) > limit and not line.endswith(b"\n"):
            line = file.readline(limit + 1)
        line = file.readline(limit + 1)

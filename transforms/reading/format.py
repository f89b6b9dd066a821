"""What a file format is: a value that each format declares in its own file, and that `all_formats` lists."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BufferedIOBase
from pathlib import PurePosixPath
from typing import NamedTuple

from transforms.reading.bytes.encoding import as_utf8
from transforms.reading.bytes.extent import WHOLE, Extent
from transforms.reading.formats.xml_names import root_of
from transforms.reading.record import Outcome, ReadOptions

HEAD = 1 << 16  # bytes of a file that its format is recognised by

_XML = re.compile(rb"<[A-Za-z_!?]")


@dataclass(frozen=True)
class Beginning:
    """All that is known of a file before it is read: its first bytes, its name, and what the user says of it."""

    head: bytes
    path: str
    options: ReadOptions

    @cached_property
    def text(self) -> bytes:
        """The first bytes as UTF-8, without the white space before them."""
        return as_utf8(self.head).lstrip()

    @property
    def first_line(self) -> bytes:
        """Without its end, of whatever kind that is."""
        return self.text.splitlines()[0] if self.text else b""

    @cached_property
    def root(self) -> str | None:
        """Name of the root element; None if the file is no XML."""
        return root_of(self.text) if _XML.match(self.text) else None

    @property
    def suffixes(self) -> set[str]:
        """Those of the name, `.gz` and the like among them."""
        return {suffix.lower() for suffix in PurePosixPath(self.path).suffixes}

    @property
    def is_json(self) -> bool:
        """Whether JSON may begin here; plain text may begin with a bracket, too."""
        return self.text.startswith((b"{", b"[")) and ".txt" not in self.suffixes


class Cut(NamedTuple):
    """How a large file is read in parts: `places` where it may be cut, and a `read` of what lies between two."""

    places: Callable[[BufferedIOBase, ReadOptions], Iterator[int]]
    read: Callable[[BufferedIOBase, str, ReadOptions, Extent], Iterator[Outcome]]


def never_says_so(head: bytes) -> bool:
    """For formats in which no file says that it holds no record."""
    return False


@dataclass(frozen=True)
class Format:
    """A file format.

    `about` is its line of the README. `suffixes` decide where the content leaves the format open. `recognise` looks at
    the content. `read` yields an outcome for every record of the file, and raises BadRecord for the rest of a file that
    cannot be read further. `says_empty` tells from the first bytes whether a file without records says so itself.
    `has_lines`: line ends tell records apart, so that those of old Macs are read as line feeds.
    """

    name: str
    about: str
    suffixes: tuple[str, ...]
    recognise: Callable[[Beginning], bool]
    read: Callable[[BufferedIOBase, str, ReadOptions], Iterator[Outcome]]
    cut: Cut | None = None
    says_empty: Callable[[bytes], bool] = never_says_so
    has_lines: bool = False

    def read_extent(
        self, file: BufferedIOBase, path: str, options: ReadOptions, extent: Extent = WHOLE
    ) -> Iterator[Outcome]:
        """What `read` yields for the extent of the file; only the whole if the format cannot be cut."""
        if extent == WHOLE or self.cut is None:
            return self.read(file, path, options)
        return self.cut.read(file, path, options, extent)

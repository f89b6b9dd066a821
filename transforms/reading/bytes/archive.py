"""The XML files in a tar archive, as PMC ships them."""

import io
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from io import BufferedIOBase
from typing import TYPE_CHECKING, cast

from transforms.reading.bytes.extent import WHOLE, Extent
from transforms.reading.record import BadRecord, ReadOptions

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_SUFFIXES = (".nxml", ".xml")  # beside them PMC packs figures and supplements
_BUFFER = 1 << 16
_LONGEST_HEADER = 1 << 20  # of the headers that hold names and times, which are read whole


def is_archive(head: bytes) -> bool:
    """Whether the bytes are the header of a tar archive."""
    return head[257:262] == b"ustar"


def members(file: BufferedIOBase, extent: Extent = WHOLE) -> Iterator[tuple[str, io.BufferedReader]]:
    """Name and content of each XML file, never on disk. Raises BadRecord if the archive is cut or holds none."""
    count = 0
    if extent.start:
        file.seek(extent.start)
    try:
        with tarfile.open(fileobj=file, mode="r|", tarinfo=_Member) as archive:
            while member := archive.next():
                if _is_article(member):
                    count += 1
                    yield (
                        member.name,
                        io.BufferedReader(_Content(cast(BufferedIOBase, archive.extractfile(member))), _BUFFER),
                    )
                archive.members.clear()  # type: ignore[attr-defined]  # or it remembers the headers of millions
                if extent.end and extent.start + archive.offset >= extent.end:
                    break
    except tarfile.TarError as error:
        raise BadRecord("malformed_archive", str(error)) from error
    if not count:
        raise BadRecord("empty_archive", f"it holds no {' or '.join(_SUFFIXES)}")


def cuts(file: BufferedIOBase, options: ReadOptions) -> Iterator[int]:
    """Offsets of headers of XML files, such that every part holds one; their contents are passed over.

    There are none behind a damage, or behind a header that holds for all that follow.
    """
    last, holds_one = 0, False
    with suppress(tarfile.TarError, BadRecord), tarfile.open(fileobj=file, mode="r:", tarinfo=_Member) as archive:
        while (member := archive.next()) and not archive.pax_headers:
            if _is_article(member):
                if holds_one and member.offset - last >= options.part_bytes:
                    last = member.offset
                    yield last
                holds_one = True
            archive.members.clear()  # type: ignore[attr-defined]


def _is_article(member: tarfile.TarInfo) -> bool:
    return member.isfile() and member.name.endswith(_SUFFIXES)


class _Member(tarfile.TarInfo):
    """A header that says when the archive is cut or damaged; `tarfile` takes that for its end."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> "_Member":
        try:
            return super().fromtarfile(archive)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise
        except tarfile.InvalidHeaderError as error:  # type: ignore[attr-defined]
            raise BadRecord("malformed_archive", str(error)) from error
        except tarfile.HeaderError as error:
            raise BadRecord("truncated", f"the archive ends too early: {error}") from error

    @classmethod
    def frombuf(cls, buffer: bytes | bytearray, encoding: str, errors: str) -> "_Member":
        member = super().frombuf(buffer, encoding, errors)
        if not member.isreg() and member.size > _LONGEST_HEADER:
            raise BadRecord("malformed_archive", f"a header of {member.size} bytes")
        return member


class _Content(io.RawIOBase):
    """Content of a member that may be cut."""

    def __init__(self, content: BufferedIOBase):
        self._content = content

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        try:
            return self._content.readinto(buffer)
        except tarfile.TarError as error:
            raise BadRecord("truncated", f"the archive ends too early: {error}") from error

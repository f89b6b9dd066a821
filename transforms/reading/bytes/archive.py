"""The files in a tar archive, as PMC ships them; never on disk."""

import io
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from io import BufferedIOBase
from typing import TYPE_CHECKING, Any, cast

from transforms.reading.budget import TAR_HEADER
from transforms.reading.bytes.extent import WHOLE, Extent
from transforms.reading.bytes.names import is_hidden
from transforms.reading.record import BadRecord, ReadOptions

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BUFFER = 1 << 16
_LONGEST_NUMBER = 18  # digits of a size


def is_archive(head: bytes) -> bool:
    """Whether the bytes are the header of a tar archive."""
    return head[257:262] == b"ustar"


def members(file: BufferedIOBase, extent: Extent = WHOLE) -> Iterator[tuple[str, io.BufferedReader | BadRecord]]:
    """Name and content of each file, or why it has none. Raises BadRecord if the archive is cut or holds no files.

    Hidden files and checksums are left out, as in folders.
    """
    count = 0
    if extent.start:
        file.seek(extent.start)
    with _opened(file, "r|") as archive:
        while member := _next(archive):
            if _is_read(member):
                count += 1
                yield member.name, _content_of(member, archive)
            archive.members.clear()  # type: ignore[attr-defined]  # or it remembers the headers of millions
            if extent.end and extent.start + archive.offset >= extent.end:
                break
        else:
            _check_end(cast(BufferedIOBase, archive.fileobj))
    if not count:
        raise BadRecord("empty_archive", "it holds no file that could be read")


def _check_end(file: BufferedIOBase) -> None:
    """Behind the last file there are zeros; another archive there would be passed over unseen."""
    while block := file.read(_BUFFER):
        if block.count(0) != len(block):
            raise BadRecord("malformed_archive", "something stands behind the end of the archive", raw=block)


def cuts(file: BufferedIOBase, options: ReadOptions) -> Iterator[int]:
    """Offsets of headers of files, such that every part holds one; their contents are passed over.

    There are none behind a damage, or behind a header that holds for all that follow.
    """
    last, holds_one = 0, False
    with suppress(BadRecord), _opened(file, "r:") as archive:
        while (member := _next(archive)) and not archive.pax_headers:
            if _is_read(member):
                if holds_one and member.offset - last >= options.part_bytes:
                    last = member.offset
                    yield last
                holds_one = True
            archive.members.clear()  # type: ignore[attr-defined]


def _opened(file: BufferedIOBase, mode: Any) -> tarfile.TarFile:
    try:
        return tarfile.open(fileobj=file, mode=mode, tarinfo=_Member)
    except (tarfile.TarError, ValueError, ArithmeticError) as error:
        raise BadRecord("malformed_archive", str(error)) from error


def _next(archive: tarfile.TarFile) -> tarfile.TarInfo | None:
    """The next header; `tarfile` lets some damage through as errors of other kinds."""
    try:
        return archive.next()
    except (tarfile.TarError, ValueError, ArithmeticError, LookupError) as error:
        if isinstance(error, BadRecord):
            raise
        raise BadRecord("malformed_archive", f"{type(error).__name__}: {error}"[:500]) from error


def _is_read(member: tarfile.TarInfo) -> bool:
    return not member.isdir() and not is_hidden(member.name)


def _content_of(member: tarfile.TarInfo, archive: tarfile.TarFile) -> io.BufferedReader | BadRecord:
    if member.issparse():
        return BadRecord("left_out", f"a sparse file, which claims {member.size} bytes and holds few of them")
    if not member.isreg():
        return BadRecord("left_out", "a link or a device, and no file")
    return io.BufferedReader(_Content(cast(BufferedIOBase, archive.extractfile(member))), _BUFFER)


class _Member(tarfile.TarInfo):
    """A header that says when the archive is cut or damaged; `tarfile` takes that for its end.

    Of a sparse file only the bytes that are there count, and they are passed over: what it claims is never made.
    """

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

    def _mark_as_sparse(self, following: tarfile.TarInfo, *_: Any) -> None:
        following.sparse = b""

    _proc_gnusparse_00 = _proc_gnusparse_01 = _proc_gnusparse_10 = _mark_as_sparse

    def _apply_pax_info(self, headers: dict[str, str], encoding: str, errors: str) -> None:
        size = headers.get("size", "0")
        if not (size.isascii() and size.isdecimal() and len(size) <= _LONGEST_NUMBER):
            raise BadRecord("malformed_archive", f"a header with the size {size[:50]!r}")
        kept = {name: value for name, value in headers.items() if not name.startswith("GNU.sparse.")}
        super()._apply_pax_info(kept, encoding, errors)  # type: ignore[misc]

    @classmethod
    def frombuf(cls, buffer: bytes | bytearray, encoding: str, errors: str) -> "_Member":
        member = super().frombuf(buffer, encoding, errors)
        if not member.isreg() and member.size > TAR_HEADER:
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

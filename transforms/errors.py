"""What ends a job that has begun, though no line of it is wrong."""

import errno
import os

_FULL = (errno.ENOSPC, errno.EDQUOT)


class Incomplete(RuntimeError):
    """Something that was read or written is not all there, so nothing is published."""

    def __str__(self) -> str:
        return f"nothing was published: {super().__str__()}"


class DiskFull(OSError):
    """A disk, or the share of it that the user may take, has no room left."""


class StoreFailed(OSError):
    """An object store does not answer, or answers with an error."""


def disk_full(path: str) -> DiskFull:
    """
    >>> str(disk_full("out"))
    "[Errno 28] No space left on device: 'out'"
    """
    return DiskFull(errno.ENOSPC, os.strerror(errno.ENOSPC), path)


def says_disk_full(error: OSError) -> bool:
    return error.errno in _FULL

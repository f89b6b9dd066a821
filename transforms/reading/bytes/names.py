"""What the name of a file says before it is opened."""

from pathlib import PurePosixPath

_CHECKSUMS = {".md5", ".md5sum", ".sha256"}
_COMPRESSED = {".gz", ".bz2", ".xz", ".zst"}


def is_hidden(path: str) -> bool:
    """Whether a file is none that a user means by its folder: hidden, of a system, or a checksum.

    >>> is_hidden("1999/._case.txt"), is_hidden("a.xml.gz.md5"), is_hidden("../case.txt")
    (True, True, False)
    """
    name = PurePosixPath(path)
    return any(part.startswith((".", "_")) and part != ".." for part in name.parts) or name.suffix in _CHECKSUMS


def without_packing(path: str) -> str:
    """Without `.txt` and what says how the file is compressed.

    >>> without_packing("1999/case.report.txt.gz")
    '1999/case.report'
    """
    for suffixes in (_COMPRESSED, {".txt"}):
        suffix = PurePosixPath(path).suffix
        path = path.removesuffix(suffix) if suffix in suffixes else path
    return path

"""The files that a user names: a file, a folder, a glob."""

from pathlib import Path, PurePosixPath

from apache_beam.io.filesystems import FileSystems

from transforms.reading.all_formats import format_named
from transforms.records import InputFile

_CHECKSUMS = {".md5", ".md5sum", ".sha256"}
_WILDCARDS = "*?["


def find_files(patterns: list[str], format: str | None = None) -> list[InputFile]:
    """The files that the patterns name: a file, a folder (with all below it) or a glob, on any storage of Beam's.

    Hidden files and checksums in folders are left out. Raises FileNotFoundError with the pattern that names nothing,
    and ValueError for a format that is not known.
    """
    if format is not None:
        format_named(format)
    paths = {path for pattern in patterns for path in _match(pattern)}
    return [InputFile(path, format) for path in sorted(paths)]


def _match(pattern: str) -> list[str]:
    folder = pattern.rstrip("/") + "/"
    base = _before_wildcards(folder).rpartition("/")[0]
    matches = FileSystems.match([pattern, folder + "**"])
    paths = {entry.path for match in matches for entry in match.metadata_list}
    files = [path for path in paths if path == pattern or _is_literature(path[len(base) :])]
    files = [path for path in files if not Path(path).is_dir()]
    if not files:
        raise FileNotFoundError(f"no input file: {pattern}")
    return files


def _before_wildcards(pattern: str) -> str:
    first = min((place for sign in _WILDCARDS if (place := pattern.find(sign)) >= 0), default=len(pattern))
    return pattern[:first]


def _is_literature(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return not any(part.startswith((".", "_")) for part in parts) and PurePosixPath(path).suffix not in _CHECKSUMS

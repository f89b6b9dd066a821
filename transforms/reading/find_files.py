"""The files that a user names: a file, a folder, a glob; each once, and with the id that it has as a document."""

import os
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from apache_beam.io.filesystems import FileSystems

from transforms.reachable import check_scheme
from transforms.reading.all_formats import format_named
from transforms.reading.bytes.names import is_hidden, without_packing
from transforms.records import InputFile
from transforms.storage import is_local

_WILDCARDS = "*?["


class _Found(NamedTuple):
    """Files that a pattern names, and the folder that all of them lie below."""

    base: str
    paths: list[str]


def find_files(patterns: list[str], format: str | None = None, output: str | None = None) -> list[InputFile]:
    """The files that the patterns name: a file, a folder (with all below it) or a glob, on any storage of Beam's.

    What exists under a name is meant, whatever signs the name has; else `*`, `?` and `[` are wildcards. A file that is
    named in several ways is there once. Hidden files and checksums in folders are left out, and so is what lies below
    `output`. Raises FileNotFoundError with the pattern that names nothing, and Refused for a format or a storage that
    is not known.
    """
    if format is not None:
        format_named(format)
    found = [_match(pattern, output) for pattern in patterns]
    base = _common_folder(each.base for each in found)
    paths = {_real(path): path for each in reversed(found) for path in reversed(each.paths)}
    return [InputFile(path, format, file_id(path, base)) for path in sorted(paths.values())]


def file_id(path: str, base: str) -> str:
    """The id of a file that is one document: its path below the folder, without `.txt` and what says how it is packed.

    It depends on no other file, so that it stays as it is when more files come.

    >>> file_id("corpus/1999/case.report.txt.gz", "corpus")
    '1999/case.report'
    """
    path, base = _absolute(path), _absolute(base)
    name = without_packing(path.removeprefix(f"{base.rstrip('/')}/"))
    return name.encode("utf-8", "backslashreplace").decode()


def _match(pattern: str, output: str | None) -> _Found:
    check_scheme(pattern)
    if is_local(pattern) and os.path.lexists(pattern):
        found = (
            _Found(pattern, list(_below(pattern))) if Path(pattern).is_dir() else _Found(_parent(pattern), [pattern])
        )
    else:
        found = _glob(pattern)
    kept = [path for path in found.paths if path == pattern or not _is_left_out(path, found.base, output)]
    if not kept:
        raise FileNotFoundError(f"no input file: {pattern}")
    return _Found(found.base, sorted(kept))


def _below(folder: str) -> Iterator[str]:
    """Raises OSError for a folder that cannot be listed, so that none is passed over unseen."""
    for path, _, names in os.walk(folder, onerror=_raise):
        yield from (os.path.join(path, name) for name in names)  # noqa: PTH118  # so spelled as the user does


def _raise(error: OSError) -> None:
    raise error


def _glob(pattern: str) -> _Found:
    folder = pattern.rstrip("/") + "/"
    matches = FileSystems.match([pattern, folder + "**"])
    paths = {entry.path for match in matches for entry in match.metadata_list}
    paths = {path for path in paths if not (is_local(path) and Path(path).is_dir())}
    return _Found(_parent(pattern) if pattern in paths else _before_wildcards(folder).rpartition("/")[0], sorted(paths))


def _before_wildcards(pattern: str) -> str:
    return "".join(takewhile(lambda sign: sign not in _WILDCARDS, pattern))


def _is_left_out(path: str, base: str, output: str | None) -> bool:
    if is_hidden(path[len(base) :]):
        return True
    return output is not None and _is_below(path, output) and not _is_below(base, output)


def _is_below(path: str, folder: str) -> bool:
    return f"{_real(path)}/".startswith(f"{_real(folder).rstrip('/')}/")


def _common_folder(folders: Iterable[str]) -> str:
    """The deepest folder that holds all of the folders; empty if none does."""
    parts = [_absolute(folder).split("/") for folder in folders]
    return "/".join(names[0] for names in takewhile(lambda names: len(set(names)) == 1, zip(*parts, strict=False)))


def _absolute(path: str) -> str:
    return os.path.abspath(path) if is_local(path) else path.rstrip("/")  # noqa: PTH100  # links stay as they are


def _real(path: str) -> str:
    return os.path.realpath(path) if is_local(path) else path


def _parent(path: str) -> str:
    return path.rpartition("/")[0]

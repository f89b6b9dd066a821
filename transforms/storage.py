"""Files of a run on a local disk or in the cloud: in S3 through `stores`, elsewhere through Beam's filesystems."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, TypeVar
from uuid import uuid4

import msgspec
from apache_beam.io.filesystem import CompressionTypes, FileSystem
from apache_beam.io.filesystems import FileSystems

from ner_model.errors import Refused
from transforms.s3 import objects
from transforms.s3.files import S3Files

T = TypeVar("T")

LOCK = ".lock"

_S3 = S3Files()
_CHUNK = 1 << 20
_UNWRITTEN = ".tmp"
_UNWRITTEN_NAME = re.compile(r"\.[0-9a-f]{32}\.tmp$")


def is_local(path: str) -> bool:
    """Whether the path lies on a disk, where renaming a folder is one step; elsewhere there are no folders."""
    return FileSystems.get_scheme(path) is None


def list_files(folder: str) -> dict[str, int]:
    """Size in bytes of every file below a folder; empty for a folder that does not exist."""
    if objects.is_s3(folder):
        return _S3.list_files(folder)
    (match,) = FileSystems.match([f"{folder}/**"])
    return {file.path: file.size_in_bytes for file in match.metadata_list}


def sizes_of(paths: Iterable[str], folder: str) -> dict[str, int | None]:
    """Sizes in bytes of files in a folder, also of one that a late listing lacks; None for one that does not exist."""
    listed = list_files(folder)
    return {path: listed[path] if path in listed else size_of(path) if exists(path) else None for path in paths}


def list_names(folder: str) -> list[str]:
    """Names of the files and folders in a folder; in the cloud, of folders that hold files."""
    if is_local(folder):
        return sorted(path.name for path in Path(folder).glob("*"))
    if objects.is_s3(folder):
        return _S3.list_names(folder)
    return sorted({file.removeprefix(f"{folder}/").split("/")[0] for file in list_files(folder)})


def exists(path: str) -> bool:
    return bool(_files(path).exists(path))


def size_of(path: str) -> int:
    return int(_files(path).size(path))


def modified_at(path: str) -> float:
    """Time stamp of a file, in seconds."""
    return float(_files(path).last_updated(path))


def open_file(path: str) -> BinaryIO:
    """Opens a file for reading bytes as they are stored."""
    return _files(path).open(path, compression_type=CompressionTypes.UNCOMPRESSED)


def checksum_of(path: str) -> str:
    """What an object store says of the content of a file: another for other content."""
    return str(_files(path).checksum(path))


def digest_of(path: str, algorithm: str = "sha256") -> tuple[str, int]:
    """Checksum and size of a file as it is stored."""
    digest, size = hashlib.new(algorithm, usedforsecurity=False), 0
    with open_file(path) as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def create_file(path: str) -> BinaryIO:
    """Opens a file for writing bytes as they are, whatever its name ends with; makes its folders."""
    return _files(path).create(path, compression_type=CompressionTypes.UNCOMPRESSED)


def replace_text(path: str, text: str, before: str | None) -> bool:
    """Writes a text in place of another, or where there is none; False, and nothing is written, if a third is there.

    In S3 no other writer can come between; elsewhere, a lock has to keep them out.
    """
    if not objects.is_s3(path):
        write_text(path, text)
        return True
    found = objects.read(path)
    if (found and str(found.content, "utf-8").strip()) not in (before, text.strip()):
        return False
    return objects.write_if(path, text.encode(), found.tag if found else None) is not None


def write_json(path: str, value: object) -> None:
    """Writes a dataclass, or what JSON knows, whole or not at all as `write_text` does."""
    write_text(path, json.dumps(msgspec.to_builtins(value), indent=2, ensure_ascii=False))


def write_text(path: str, text: str) -> None:
    """The file is there whole or not at all: an object store does so by itself, a disk by renaming."""
    written = f"{path}.{uuid4().hex}{_UNWRITTEN}" if is_local(path) else path
    with create_file(written) as file:
        file.write(text.encode("utf-8", "backslashreplace"))
    if written != path:
        Path(written).replace(path)


def remove_unwritten(folder: str) -> None:
    """Removes the files of a folder that `write_text` was about to write when it was killed, and no others."""
    for name in list_names(folder):
        if _UNWRITTEN_NAME.search(name):
            remove_file(f"{folder}/{name}")


def read_json(path: str, kind: type[T], remedy: str = "") -> T:
    """The value of a file; raises `Refused` with the remedy if the file is damaged or holds a value of another kind."""
    with open_file(path) as file:
        content = file.read()
    try:
        return msgspec.convert(json.loads(content), kind)
    except (ValueError, RecursionError) as error:
        raise Refused(f"damaged or of another kind: {error}"[:400], path, remedy=remedy) from error


def remove_file(path: str) -> None:
    """Removes a file; one that does not exist is no error."""
    if exists(path):
        _files(path).delete([path])


def remove_folder(folder: str) -> None:
    """Removes everything below a folder, and a local folder itself; one that does not exist is no error."""
    if not is_local(folder):
        _files(folder).delete(list(list_files(folder)))
    elif Path(folder).is_dir():
        shutil.rmtree(folder)


def move_file(source: str, target: str) -> None:
    if is_local(target):
        Path(target).parent.mkdir(parents=True, exist_ok=True)
    _rename({source: target})


def move_files(sources: list[str], folder: str) -> None:
    """Moves files into a folder under the names that they have."""
    if sources and is_local(folder):
        Path(folder).mkdir(parents=True, exist_ok=True)
    _rename({source: f"{folder}/{source.rpartition('/')[2]}" for source in sources})


def move_folder(source: str, target: str, names: Iterable[str] = ()) -> None:
    """Moves all files of a folder; on a disk in one step. What was moved before an interruption is left in place.

    `names`: files that were put there, of which the listing of an object store may still lack some.
    """
    if not is_local(source):
        files = set(list_files(source))
        files |= {path for name in names if (path := f"{source}/{name}") not in files and exists(path)}
        _rename({file: target + file.removeprefix(source) for file in sorted(files)})
        return
    if Path(source).exists():
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        Path(source).rename(target)


def _rename(targets: Mapping[str, str]) -> None:
    """Files by where they are to be; one that is there already is no error, as a late listing has it at both places."""
    if not targets:
        return
    files = _files(next(iter(targets)))
    try:
        files.rename(list(targets), list(targets.values()))
    except OSError:
        left = {source: target for source, target in targets.items() if exists(source) or not exists(target)}
        files.rename(list(left), list(left.values()))


def _files(path: str) -> FileSystem | S3Files:
    return _S3 if objects.is_s3(path) else FileSystems.get_filesystem(path)

"""Files of a run on a local disk or in the cloud, through Beam's filesystems."""

import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TypeVar
from uuid import uuid4

import msgspec
import pyarrow as pa
from apache_beam.io.filesystem import CompressionTypes
from apache_beam.io.filesystems import FileSystems

from ner_model.errors import Refused

if sys.platform != "win32":
    import fcntl

T = TypeVar("T")

LOCK = ".lock"

_CHUNK = 1 << 20
_UNWRITTEN = ".tmp"
_UNWRITTEN_NAME = re.compile(r"\.[0-9a-f]{32}\.tmp$")


@contextmanager
def locked(folder: str) -> Iterator[None]:
    """Keeps other processes of this machine out of a local folder; the lock ends with the process, however it ends.

    Processes of other machines on the same NFS, and those that write to an object store, are not kept out. The package
    filelock would leave a file behind, and where there is no `flock`, falls back to a file that outlives a killed job.
    """
    if not is_local(folder):
        yield
        return
    if sys.platform == "win32":
        raise Refused("jobs run on Linux and macOS; on Windows, taggers work in Python, and jobs in WSL")
    Path(folder).mkdir(parents=True, exist_ok=True)
    with Path(folder, LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(file.fileno()).st_nlink == 0:  # the run that held it has just removed it: nobody else sees ours
                raise BlockingIOError
        except BlockingIOError:
            raise Refused(f"another run is writing to {Path(folder).parent}") from None
        try:
            yield
        finally:
            _remove_if_empty(Path(folder))


def is_local(path: str) -> bool:
    """Whether the path lies on a disk, where renaming a folder is one step; elsewhere there are no folders."""
    return FileSystems.get_scheme(path) is None


def list_files(folder: str) -> dict[str, int]:
    """Size in bytes of every file below a folder; empty for a folder that does not exist."""
    (match,) = FileSystems.match([f"{folder}/**"])
    return {file.path: file.size_in_bytes for file in match.metadata_list}


def list_names(folder: str) -> list[str]:
    """Names of the files and folders in a folder; in the cloud, of folders that hold files."""
    if is_local(folder):
        return sorted(path.name for path in Path(folder).glob("*"))
    return sorted({file.removeprefix(f"{folder}/").split("/")[0] for file in list_files(folder)})


def exists(path: str) -> bool:
    return bool(FileSystems.exists(path))


def size_of(path: str) -> int:
    return FileSystems.get_filesystem(path).size(path)


def modified_at(path: str) -> float:
    """Time stamp of a file, in seconds."""
    return float(FileSystems.get_filesystem(path).last_updated(path))


def open_file(path: str) -> BinaryIO:
    """Opens a file for reading bytes as they are stored."""
    return FileSystems.open(path, compression_type=CompressionTypes.UNCOMPRESSED)


def digest_of(path: str, algorithm: str = "sha256") -> tuple[str, int]:
    """Checksum and size of a file as it is stored."""
    digest, size = hashlib.new(algorithm, usedforsecurity=False), 0
    with open_file(path) as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def map_file(path: str) -> pa.Buffer:
    """The content of a file; on a disk only what is looked at is in memory, once for all processes of a machine."""
    if is_local(path):
        return pa.memory_map(path).read_buffer()
    with open_file(path) as file:
        return pa.py_buffer(file.read())


def create_file(path: str) -> BinaryIO:
    """Opens a file for writing bytes as they are, whatever its name ends with; makes its folders."""
    return FileSystems.create(path, compression_type=CompressionTypes.UNCOMPRESSED)


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
        FileSystems.delete([path])


def remove_folder(folder: str) -> None:
    """Removes everything below a folder, and a local folder itself; one that does not exist is no error."""
    if not is_local(folder):
        FileSystems.delete(list(list_files(folder)))
    elif Path(folder).is_dir():
        shutil.rmtree(folder)


def move_file(source: str, target: str) -> None:
    if is_local(target):
        Path(target).parent.mkdir(parents=True, exist_ok=True)
    FileSystems.rename([source], [target])


def move_files(sources: list[str], folder: str) -> None:
    """Moves files into a folder under the names that they have."""
    if sources and is_local(folder):
        Path(folder).mkdir(parents=True, exist_ok=True)
    FileSystems.rename(sources, [f"{folder}/{source.rpartition('/')[2]}" for source in sources])


def move_folder(source: str, target: str) -> None:
    """Moves all files of a folder; on a disk in one step. What was moved before an interruption is left in place."""
    if not is_local(source):
        files = list(list_files(source))
        FileSystems.rename(files, [target + file.removeprefix(source) for file in files])
        return
    if Path(source).exists():
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        Path(source).rename(target)


def _remove_if_empty(locked_folder: Path) -> None:
    """Removes the lock, and the folder and the one around it unless they hold something."""
    Path(locked_folder, LOCK).unlink()
    with suppress(OSError):
        locked_folder.rmdir()
        locked_folder.parent.rmdir()

"""Files of a run on a local disk or in the cloud, through Beam's filesystems."""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from apache_beam.io.filesystem import CompressionTypes
from apache_beam.io.filesystems import FileSystems

LOCK = ".lock"


@contextmanager
def locked(folder: str) -> Iterator[None]:
    """Keeps other processes of this machine out of a local folder; the lock ends with the process, however it ends."""
    if not is_local(folder):
        yield
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    with Path(folder, LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BlockingIOError(f"another run is writing to {Path(folder).parent}") from None
        yield
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
    return FileSystems.exists(path)


def create_file(path: str):
    """Opens a file for writing bytes as they are, whatever its name ends with; makes its folders."""
    return FileSystems.create(path, compression_type=CompressionTypes.UNCOMPRESSED)


def write_json(path: str, value: Any) -> None:
    """The file is there whole or not at all: an object store does so by itself, a disk by renaming."""
    text = json.dumps(value, indent=2, ensure_ascii=False).encode("utf-8", "backslashreplace")
    written = f"{path}.{uuid4().hex}.tmp" if is_local(path) else path
    with create_file(written) as file:
        file.write(text)
    if written != path:
        Path(written).replace(path)


def read_json(path: str) -> Any:
    with FileSystems.open(path, compression_type=CompressionTypes.UNCOMPRESSED) as file:
        return json.loads(file.read())


def remove_file(path: str) -> None:
    """Removes a file; one that does not exist is no error."""
    if exists(path):
        FileSystems.delete([path])


def remove_folder(folder: str) -> None:
    """Removes everything below a folder, and a local folder itself; one that does not exist is no error."""
    if not is_local(folder):
        FileSystems.delete(list(list_files(folder)))
    elif Path(folder).exists():
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

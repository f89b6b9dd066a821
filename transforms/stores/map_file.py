"""Files of which a few places are looked at: a disk's are mapped into memory, an object store's are fetched before."""

import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path

import pyarrow as pa

from ner_model.errors import Refused
from transforms.storage import LOCK, checksum_of, is_local, open_file
from transforms.stores.locks import alone_in

_KEPT_SECONDS = 8 * 24 * 3600  # a week of nights, and then some
_CHUNK = 1 << 20


def map_file(path: str) -> pa.Buffer:
    """The content of a file; only what is looked at is in memory, once for all processes of a machine.

    A file of an object store is fetched to a folder for temporary files (`TMPDIR`), once for all processes, and is left
    there for the next job; what was not used for eight days goes.
    """
    if is_local(path):
        return pa.memory_map(path).read_buffer()
    folder = _folder_of_this_user()
    name = hashlib.sha256(f"{path} {checksum_of(path)}".encode()).hexdigest()
    with alone_in(folder):
        fetched = folder / name
        if not fetched.exists():
            _remove_unused(folder)
            _fetch(path, fetched)
        os.utime(fetched)
        return pa.memory_map(str(fetched)).read_buffer()  # which stays, even if the file is removed


def _folder_of_this_user() -> Path:
    folder = Path(tempfile.gettempdir(), f"literature-tagger-{os.getuid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid() or folder.is_symlink():
        raise Refused("the folder belongs to somebody else", str(folder), remedy="set TMPDIR to another one")
    return folder


def _fetch(path: str, target: Path) -> None:
    """A fetch that is interrupted leaves a file that the next one writes over."""
    part = target.with_name("part")
    with open_file(path) as source, part.open("wb") as file:
        shutil.copyfileobj(source, file, _CHUNK)
    part.replace(target)


def _remove_unused(folder: Path) -> None:
    for file in folder.iterdir():
        if file.name != LOCK and file.stat().st_mtime < time.time() - _KEPT_SECONDS:
            file.unlink()

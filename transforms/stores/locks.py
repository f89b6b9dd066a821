"""One job at a time: locked files on a disk, leases in S3."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path

from ner_model.errors import Refused
from transforms.s3.lease import leased
from transforms.s3.objects import is_s3
from transforms.storage import LOCK, is_local

if sys.platform != "win32":
    import fcntl


def locked(folder: str, lost: Callable[[], object]) -> AbstractContextManager[None]:
    """Keeps other jobs out of the output around a folder: on a disk those of this machine, in S3 all.

    Processes of other machines on the same NFS, and those that write to another object store, are not kept out. `lost`
    is called, from another thread, if a lease cannot be renewed; a lock ends with the process, however it ends.
    """
    if is_local(folder):
        return _locked_on_disk(Path(folder))
    return leased(f"{folder}/{LOCK}", folder.rpartition("/")[0], lost) if is_s3(folder) else nullcontext()


@contextmanager
def _locked_on_disk(folder: Path) -> Iterator[None]:
    """The package filelock would leave a file, and where there is no `flock`, one that outlives a killed job."""
    if sys.platform == "win32":
        raise Refused("jobs run on Linux and macOS; on Windows, taggers work in Python, and jobs in WSL")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(file.fileno()).st_nlink == 0:  # the run that held it has just removed it: nobody else sees ours
                raise BlockingIOError
        except BlockingIOError:
            raise Refused(f"another run is writing to {folder.parent}") from None
        try:
            yield
        finally:
            _remove_if_empty(folder)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Lets processes of this machine, one after the other, change what a local folder holds."""
    with (folder / LOCK).open("w") as file:
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _remove_if_empty(locked_folder: Path) -> None:
    """Removes the lock, and the folder and the one around it unless they hold something."""
    (locked_folder / LOCK).unlink()
    with suppress(OSError):
        locked_folder.rmdir()
        locked_folder.parent.rmdir()

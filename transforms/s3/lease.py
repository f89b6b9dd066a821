"""A lease on an output in S3, where a lock would outlive the job that holds it: an object, written anew while it works.

Who holds it writes it a few times within `SECONDS`, each time only if nobody else has; one that was not written for so
long is anybody's. How old it is says the store by its own clock, so that clocks of machines are never compared.
"""

import json
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from uuid import uuid4

from ner_model.errors import Refused
from transforms.s3 import objects

SECONDS = 60.0

_RENEWALS = 6  # within that time
_POLL = 1.0


class _Holder:
    """What a job writes into its lease, each time something else, and the tag of what it wrote last."""

    def __init__(self, path: str):
        self._path = path
        self._name = {"host": socket.gethostname(), "process": os.getpid(), "id": uuid4().hex}
        self._writes = 0
        self._tag: str | None = None

    def write(self, tag: str | None) -> bool:
        """Whether the lease, which had this tag, is held from now on; a write that failed is repeated as it was."""
        content = json.dumps({**self._name, "writes": self._writes}).encode()
        self._tag = objects.write_if(self._path, content, tag, objects.QUICK)
        self._writes += 1
        return self._tag is not None

    def renew(self) -> bool:
        return self.write(self._tag)

    def release(self) -> None:
        with suppress(OSError):  # then it ends by itself
            if self._tag:
                objects.remove_if(self._path, self._tag)


@contextmanager
def leased(path: str, output: str, lost: Callable[[], object]) -> Iterator[None]:
    """Holds a lease, and calls `lost` from another thread should it be held no more.

    Waits for one whose holder may have been killed, as only time shows; raises `Refused` once its holder renews it.
    """
    holder = _Holder(path)
    _acquire(path, output, holder)
    try:
        _check_conditions(path, output)
        done = threading.Event()
        thread = threading.Thread(target=_renew, args=(holder, done, lost), daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()
    finally:
        holder.release()


def _acquire(path: str, output: str, holder: _Holder) -> None:
    seen: objects.Found | None = None
    while True:
        found = objects.read(path)
        if found is None or found.seconds >= SECONDS:
            if holder.write(found.tag if found else None):
                return
        elif seen is None:
            print(f"waiting whether another run is still writing to {output}, {SECONDS:.0f} s at most", file=sys.stderr)
            seen = found
        elif found.tag != seen.tag:
            raise Refused(f"another run is writing to {output}", value=found.content.decode(errors="replace"))
        time.sleep(_POLL)


def _check_conditions(path: str, output: str) -> None:
    """Raises `Refused` for a store that writes whatever the condition: in it, no lease keeps anybody out."""
    if any(objects.write_if(path, b"", tag) for tag in (None, '"0"')):
        raise Refused("the store ignores the conditions of writes, so jobs cannot be kept apart", output)


def _renew(holder: _Holder, done: threading.Event, lost: Callable[[], object]) -> None:
    """Renews the lease until the work is done; it is lost, in doubt, before anybody else may take it."""
    renewed = time.monotonic()
    try:
        while not done.wait(SECONDS / _RENEWALS):
            begun = time.monotonic()
            try:
                is_held = holder.renew()
            except OSError:  # the store cannot be reached, and another try has to end before somebody else may come
                is_held = time.monotonic() - renewed < SECONDS / 2
            else:
                renewed = begun
            if not is_held:
                return
    finally:  # also of a thread that dies
        if not done.is_set():
            lost()

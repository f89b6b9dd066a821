"""How far the worker processes of a run are: each keeps a small file up to date."""

import json
import time
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from transforms.storage import write_json

_SECONDS_BETWEEN_WRITES = 0.5


class Progress(NamedTuple):
    """What has been tagged; of `files` the first record has."""

    documents: int = 0
    tokens: int = 0
    files: int = 0


class ProgressFile:
    """The file of one worker; where the folder cannot be reached, as on another machine, nothing is written."""

    def __init__(self, folder: str):
        self._path = f"{folder}/{uuid4().hex}.json" if Path(folder).is_dir() else None
        self._done = Progress()
        self._written_at = 0.0

    def add(self, done: Progress) -> None:
        self._done = _sum([self._done, done])
        if self._path and time.monotonic() - self._written_at >= _SECONDS_BETWEEN_WRITES:
            write_json(self._path, self._done)
            self._written_at = time.monotonic()


def read_progress(folder: str) -> Progress:
    """The sum over all workers."""
    return _sum([Progress(*json.loads(path.read_text())) for path in Path(folder).glob("*.json")])


def _sum(parts: list[Progress]) -> Progress:
    return Progress(*(sum(column) for column in zip(Progress(), *parts, strict=True)))

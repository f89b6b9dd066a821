"""Which reading of which file counts: PubMed's numbers, yearly baselines, and files that were read again."""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from transforms.runs.run_record import RunRecord, Settings

_PUBMED = re.compile(r"(?:pubmed|medline)(\d\d)n(\d{4,9})\b")


class FileNumber(NamedTuple):
    """Files of one year are numbered through, the baseline first; a new year begins with a baseline of everything."""

    year: int
    number: int


class Reading(NamedTuple):
    """What a committed run says of one of its inputs; `modified` is the time stamp that the file had."""

    run_id: str
    settings: Settings
    started: float
    bytes: int
    sha256: str
    modified: float | None


def file_number(path: str) -> FileNumber | None:
    """
    >>> file_number("updatefiles/pubmed26n1335.xml.gz")
    FileNumber(year=26, number=1335)
    """
    match = _PUBMED.match(PurePosixPath(path).name)
    return match and FileNumber(int(match[1]), int(match[2]))


def newest_year(paths: Iterable[str]) -> int:
    """Of the files that PubMed numbers; 0 if there are none."""
    return max((number.year for number in map(file_number, paths) if number), default=0)


def is_superseded(path: str, year: int) -> bool:
    """Whether a file belongs to an earlier year than this: its citations are in the new baseline, or are no more."""
    number = file_number(path)
    return number is not None and number.year < year


def last_readings(runs: Mapping[str, RunRecord]) -> dict[str, Reading]:
    """By path, the last run that read each file: what it found there stands for the file, whatever earlier runs found.

    A run that could not read the file does not count.
    """
    readings = {}
    for run_id, record in sorted(runs.items()):
        for read in record.inputs:
            if read.sha256:
                facts = record.settings, record.started, read.bytes, read.sha256
                readings[read.path] = Reading(run_id, *facts, read.modified)
    return readings


def live_readings(runs: Mapping[str, RunRecord]) -> dict[str, Reading]:
    """The last readings of all files but those of years that a new baseline has replaced."""
    readings = last_readings(runs)
    year = newest_year(readings)
    return {path: reading for path, reading in readings.items() if not is_superseded(path, year)}

"""What an incremental run still has to do."""

import re
from collections.abc import Iterator, Mapping

from ner_model.errors import Refused
from transforms.records import InputFile, printable
from transforms.runs.file_order import Reading, file_number, is_superseded, last_readings, newest_year
from transforms.runs.run_record import RunRecord, Settings
from transforms.storage import digest_of, exists, modified_at, open_file, size_of

_CLOCK_STEP = 2.0  # seconds: a file changed just before it was read may have kept its time stamp when changed again
_MD5 = re.compile(rb"\b[0-9a-fA-F]{32}\b")


def uncovered(inputs: list[InputFile], settings: Settings, runs: Mapping[str, RunRecord]) -> list[InputFile]:
    """The inputs that the runs have not read as they are now, in PubMed's order; their `.md5` files are verified.

    Files of a year that a new baseline has replaced need not be read at all.
    """
    readings = last_readings(runs)
    year = newest_year([*readings, *(file.path for file in inputs)])
    current = [file for file in inputs if not is_superseded(file.path, year)]
    left = [file for file in current if not _is_covered(file, readings.get(printable(file.path)), settings)]
    for file in left:
        _verify_md5(file.path)
    return sorted(left, key=lambda file: (file_number(file.path) or (0, 0), file.path))


def parts(inputs: list[InputFile], size: int | None) -> Iterator[list[InputFile]]:
    """The inputs in their order, so many at a time; without a number all at once.

    >>> [len(part) for part in parts([InputFile("a"), InputFile("b"), InputFile("c")], 2)]
    [2, 1]
    """
    size = size or max(len(inputs), 1)
    for start in range(0, len(inputs), size):
        yield inputs[start : start + size]


def _is_covered(file: InputFile, reading: Reading | None, settings: Settings) -> bool:
    if reading is None or reading.settings != settings or reading.bytes != size_of(file.path):
        return False
    modified = modified_at(file.path)
    if modified == reading.modified and modified < reading.started - _CLOCK_STEP:
        return True
    return digest_of(file.path)[0] == reading.sha256


def _verify_md5(path: str) -> None:
    """Raises `Refused` if there is a checksum beside the file and the file is another, or not all there yet."""
    if not exists(f"{path}.md5"):
        return
    with open_file(f"{path}.md5") as stream:
        found = _MD5.search(stream.read())
    expected = found and found[0].decode().lower()
    received, _ = digest_of(path, "md5")
    if expected != received:
        raise Refused(f"expected the md5 {expected} of {path}.md5", path, received)

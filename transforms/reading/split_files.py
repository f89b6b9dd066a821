"""Large files as parts that workers read by themselves, with the numbers, sources and dead letters of the whole.

A file is cut where its records can be told apart without what comes before. Then each part is read once to count its
records and to list its ids, since a part must know how its numbers begin and which of its ids are repeated. That takes
about 1% of the time that tagging takes, on as many workers.
"""

from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from transforms.reading.all_formats import format_named
from transforms.reading.bytes import archive
from transforms.reading.bytes.compression import head_of, open_file
from transforms.reading.bytes.extent import WHOLE, Extent
from transforms.reading.bytes.translation import needs_translation
from transforms.reading.detect import detect
from transforms.reading.format import HEAD
from transforms.reading.record import BadRecord, Outcome, ReadOptions
from transforms.reading.seen_ids import id_digest
from transforms.records import Document, InputFile, printable
from transforms.storage import size_of

_Digests = npt.NDArray[np.uint64]


class FilePart(NamedTuple):
    """`shown` are digests of those of its ids that earlier parts of the file have shown, sorted."""

    file: InputFile
    extent: Extent = WHOLE
    shown: bytes = b""


class Survey(NamedTuple):
    """What a part holds: the number of its last record, counted from its own first, and digests of its ids."""

    part: FilePart
    last: int
    ids: bytes


def cut_file(file: InputFile, options: ReadOptions) -> list[FilePart]:
    """The file itself if it is small, compressed or of a format that cannot be cut.

    It alone decides where it is cut, so that all runners read the same parts.
    """
    try:
        starts = [0, *_cuts(file, options)] if size_of(file.path) > options.part_bytes else [0]
    except (BadRecord, OSError):  # who reads it will say so
        starts = [0]
    return [FilePart(file, Extent(*ends)) for ends in zip(starts, [*starts[1:], None], strict=True)]


def _cuts(file: InputFile, options: ReadOptions) -> list[int]:
    with open_file(file.path) as stream:
        if not stream.seekable():  # compressed
            return []
        head = head_of(stream, HEAD)
        stream.seek(0)
        if archive.is_archive(head):
            return list(archive.cuts(stream, options))
        format = format_named(file.format) if file.format else detect(head, printable(file.path), options)
        if format.cut is None or needs_translation(head, format.has_lines):
            return []
        return list(format.cut.places(stream, options))


def survey_part(part: FilePart, records: Iterable[Outcome]) -> Survey:
    """`records` are all that the part holds."""
    last, ids = 0, array("Q")
    for record in records:
        last = _number_of(record.source) or last
        if isinstance(record, Document):
            ids.append(id_digest(record.doc_id))
    return Survey(part, last, ids.tobytes())


def _number_of(source: str) -> int:
    """0 if it has none, as that of a file that cannot be opened."""
    number = source.rpartition("#")[2]
    return int(number) if number.isdecimal() else 0


def number_parts(surveys: Iterable[Survey]) -> Iterator[FilePart]:
    """The parts of one file, each told what it needs to know of those before it; one part if no record was found.

    That no part has a record of its own says nothing: whether the file may be without any is judged of the whole.
    """
    surveys = sorted(surveys, key=lambda survey: survey.part.extent.start)
    if not any(survey.last for survey in surveys):
        yield FilePart(surveys[0].part.file)
        return
    everywhere = _doubled([np.frombuffer(survey.ids, np.uint64) for survey in surveys])
    was_shown = np.zeros(len(everywhere), bool)
    first = 1
    for part, last, ids in surveys:
        own = np.isin(everywhere, np.frombuffer(ids, np.uint64))
        yield FilePart(part.file, part.extent._replace(first=first), everywhere[own & was_shown].tobytes())
        was_shown |= own
        first += last


def _doubled(ids: list[_Digests]) -> _Digests:
    """Digests that several parts have, sorted; none comes twice in one part."""
    every = np.concatenate(ids)
    every.sort()
    return np.unique(every[1:][every[1:] == every[:-1]])

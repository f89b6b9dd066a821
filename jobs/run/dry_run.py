"""What a run would read, and about how long it would take: `--dry_run`, which writes nothing to the output."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jobs.operation.options import TagOptions
from jobs.run.beginnings import beginning_of, bytes_of
from jobs.run.durations import duration
from jobs.run.plan_run import choose, find, load, load_terminology, read_options_of, request_of, settings_of
from jobs.run.standard_input import is_stream
from ner_model.errors import Refused
from ner_model.tagger import Tagger
from transforms.reading.bytes.archive import is_archive
from transforms.reading.bytes.compression import head_of, open_file
from transforms.reading.detect import detect
from transforms.reading.format import HEAD
from transforms.reading.record import BadRecord, ReadOptions
from transforms.records import InputFile

_SECONDS = 2.0  # of measuring
_FILES_TRIED = 40
_START_UP = 3.0  # seconds
_FORMATS_LOOKED_AT = 1_000


class Speed(NamedTuple):
    """What was measured: stored bytes of files, characters of texts in them, and the seconds it took to tag those."""

    bytes: int
    characters: int
    seconds: float


def dry_run(flags: TagOptions, processes: int) -> str:
    """A few lines; raises `Refused` as the run would, as far as that is known beforehand."""
    if any(map(is_stream, flags.input or [])):
        raise Refused("standard input can be read once only", "--dry_run", remedy="give files")
    request = request_of(flags)
    found = find(request)
    tagger = load(request)
    chosen = choose(request, found, settings_of(flags, tagger, load_terminology(flags)))
    total = sum(map(bytes_of, chosen))
    lines = [
        f"found          {_files(len(found))}",
        f"would read     {_files(len(chosen))}, {_megabytes(total)}{_formats(chosen, flags)}",
        f"would take     {_time(chosen, total, tagger, read_options_of(flags), processes)}",
        f"would go to    {request.output}, which has runs: {len(request.committed):,}",
    ]
    if request.replaces:
        lines.append(f"would replace  runs: {len(request.replaces):,}")
    return "\n".join([*lines, "nothing was written"])


def _time(chosen: Sequence[InputFile], total: int, tagger: Tagger, options: ReadOptions, processes: int) -> str:
    if not chosen:
        return "no time: every input is covered by a committed run"
    speed = measure(chosen, tagger, options)
    if not speed.characters:
        return "a time that cannot be estimated: no text was found at the beginning of the files"
    seconds = _START_UP + total / speed.bytes * speed.seconds / processes
    rate = f"{speed.characters / speed.seconds:,.0f} characters/s"
    of = "one process" if processes == 1 else f"each of {processes} processes"
    return f"about {duration(seconds)}, an estimate from {rate} of {of}, measured now for {duration(speed.seconds)}"


def measure(files: Sequence[InputFile], tagger: Tagger, options: ReadOptions) -> Speed:
    """Tags the beginnings of some files at even distances for a moment."""
    bytes_read = characters = 0
    seconds = 0.0
    for file in files[:: -(-len(files) // _FILES_TRIED)]:
        start = time.monotonic()
        size, texts = beginning_of(file, options)
        done = [len(text) for text in _for_a_moment(texts, tagger, _SECONDS - seconds)]
        seconds += time.monotonic() - start
        characters += sum(done)
        bytes_read += round(size * sum(done) / max(sum(map(len, texts)), 1))
        if seconds >= _SECONDS:
            break
    return Speed(max(bytes_read, 1), characters, max(seconds, 1e-9))


def _for_a_moment(texts: Sequence[str], tagger: Tagger, seconds: float, pool: int = 20) -> Iterator[str]:
    """Those that were tagged in the time."""
    end = time.monotonic() + seconds
    for first in range(0, len(texts), pool):
        if time.monotonic() > end:
            return
        tagger.annotate(texts[first : first + pool])
        yield from texts[first : first + pool]


def _formats(files: Sequence[InputFile], flags: TagOptions) -> str:
    """How many files there are of each format, by the first bytes of each."""
    looked_at = files[:_FORMATS_LOOKED_AT]
    counts = Counter(_format(file, flags) for file in looked_at)
    text = ", ".join(f"{name} {count:,}" for name, count in counts.most_common())
    among = "" if len(looked_at) == len(files) else f" among the first {len(looked_at):,}"
    return f" ({text}{among})" if text else ""


def _format(file: InputFile, flags: TagOptions) -> str:
    if file.format:
        return file.format
    try:
        with open_file(file.path) as stream:
            head = head_of(stream, HEAD)
        return "archive" if is_archive(head) else detect(head, file.path, read_options_of(flags)).name
    except BadRecord as error:
        return error.reason
    except OSError:
        return "unreadable"


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number:,} files"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"

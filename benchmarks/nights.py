"""What the first compaction costs and what a night after it does: `python -m benchmarks.nights`.

Of each size, committed runs are generated, compacted, and followed by a night of so many documents, whatever the size,
and by one of 1%: half of their citations are new, half revised, and a few deleted. Each compaction is a process.
"""

import argparse
import json
import multiprocessing
import os
import resource
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

from benchmarks.generated_runs import commit_citations
from benchmarks.machine import describe_machine
from jobs import compact_annotations

_RUN = 100_000
_COLUMNS = ("cpu_seconds", "seconds", "peak_mb", "read_mb", "written_mb", "temporary_mb")


class Compacted(NamedTuple):
    """A compaction: times without the start of Python; `read_mb` and `written_mb` are what the process asked for."""

    documents: int
    work: str
    cpu_seconds: float
    seconds: float
    peak_mb: float
    read_mb: float
    written_mb: float
    temporary_mb: float = 0.0


def measure(documents: int, night: int, folder: Path) -> list[Compacted]:
    """The first compaction, a night of `night` documents and one of 1%, of an output of so many documents."""
    output = folder / f"{documents}"
    pmids = np.arange(1, documents + 1) + 10_000_000
    starts = range(0, documents, _RUN)
    for number, start in enumerate(starts, start=1):
        commit_citations(output, number, pmids[start : start + _RUN])
    found = [compacted(output, documents, "first")]
    for number, (work, size) in enumerate({"night": night, "night of 1%": documents // 100}.items(), len(starts) + 1):
        random = np.random.default_rng(number)
        revised = random.choice(pmids, size // 2, replace=False)
        new = pmids[-1] + number * documents + np.arange(size - size // 2)
        commit_citations(output, number, random.permuted(np.concatenate([revised, new])), random.choice(pmids, 5))
        found.append(compacted(output, documents, work))
    shutil.rmtree(output)
    return found


def compacted(output: Path, documents: int, work: str) -> Compacted:
    """Compacts in a new process, while its staging folder is looked at."""
    done, largest = threading.Event(), [0]
    watch = threading.Thread(target=_watch, args=(output / ".staging", done, largest))
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        watch.start()
        figures = pool.apply(_compact, (str(output),))
    done.set()
    watch.join()
    return Compacted(documents, work, *figures, temporary_mb=round(largest[0] / 1e6, 1))


def _compact(output: str) -> tuple[float, ...]:
    io = _bytes()
    cpu, start = time.process_time(), time.monotonic()
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        code = compact_annotations.main([f"--output={output}", "--force"])
    if code:
        raise RuntimeError(f"the compaction ended with {code}")
    times = time.process_time() - cpu, time.monotonic() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    return tuple(
        round(figure, 2) for figure in (*times, peak, *((b - a) / 1e6 for a, b in zip(io, _bytes(), strict=True)))
    )


def _bytes() -> tuple[int, int]:
    """What this process has read and written, whether of a disk or of the kernel's cache."""
    fields = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    return int(fields["rchar"]), int(fields["wchar"])


def _watch(folder: Path, done: threading.Event, largest: list[int]) -> None:
    while not done.wait(0.2):
        largest[0] = max(largest[0], sum(_sizes(folder)))


def _sizes(folder: Path) -> Iterator[int]:
    with suppress(OSError):  # gone in the meantime
        for path in folder.rglob("*"):
            yield path.stat().st_size


def report(found: list[Compacted]) -> Iterator[str]:
    """A line for each compaction, shares of the first one, and exponents from the smallest size to the largest."""
    yield f"{'documents':>10} {'work':<12}" + "".join(f"{name:>14}" for name in _COLUMNS)
    for one in found:
        yield f"{one.documents:>10,} {one.work:<12}" + "".join(f"{getattr(one, name):>14,.1f}" for name in _COLUMNS)
    first = {one.documents: one for one in found if one.work == "first"}
    for one in found:
        if one.work != "first":
            yield _line(one, lambda name, one=one: getattr(one, name) / max(getattr(first[one.documents], name), 1e-9))
    for work in dict.fromkeys(one.work for one in found):
        of_work = [one for one in found if one.work == work]
        if len(of_work) > 1:
            yield _line(of_work[-1]._replace(work=f"{work} ^"), lambda name, few=of_work: _exponent(few, name))


def _line(one: Compacted, value: Callable[[str], float]) -> str:
    """Shares where the work is named, exponents where `^` stands behind it."""
    return f"{one.documents:>10,} {one.work:<12}" + "".join(f"{value(name):>14.3f}" for name in _COLUMNS)


def _exponent(found: list[Compacted], name: str) -> float:
    low, high = found[0], found[-1]
    ratio = max(getattr(high, name), 1e-9) / max(getattr(low, name), 1e-9)
    return float(np.log(ratio) / np.log(high.documents / low.documents))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nights", description=__doc__)
    add = parser.add_argument
    add(
        "--documents",
        type=int,
        nargs="+",
        default=[100_000, 1_000_000],
        metavar="N",
        help="sizes (default: 0.1 M, 1 M)",
    )
    add("--night", type=int, default=1_000, metavar="N", help="documents of a night (default: %(default)s)")
    add("--folder", type=Path, metavar="FOLDER", help="where the outputs are made, and removed again")
    add("--json", type=Path, metavar="FILE", help="where to write the figures")
    flags = parser.parse_args()
    with TemporaryDirectory(dir=flags.folder) as folder:
        found = [one for size in flags.documents for one in measure(size, flags.night, Path(folder))]
    print("\n".join(report(found)))
    if flags.json:
        figures = {"machine": describe_machine(), "compactions": [one._asdict() for one in found]}
        flags.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

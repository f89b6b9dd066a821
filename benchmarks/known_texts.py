"""What it takes to look up texts that were tagged before: `python -m benchmarks.known_texts`.

Committed runs are generated and indexed, then one of 1%. Workers look up some of their texts, drawn from all of them,
and as many that nobody has tagged; memory is what that adds to theirs, what they share counted once.
"""

import argparse
import multiprocessing
import resource
import time
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

from benchmarks.generated_runs import commit_citations, rows_of
from benchmarks.worker_memory import memory_of
from transforms.runs.commit_run import committed_runs
from transforms.tagging.known_annotations import KnownAnnotations, index_runs

RUN, GROUP = 100_000, 5_000  # documents of a run, and of a row group as `generated_runs` makes them
_FIRST_ID = 10_000_000


class Indexed(NamedTuple):
    """Of a process that indexes: CPU seconds, and its peak memory and that before."""

    cpu_seconds: float
    peak_mb: float
    before_mb: float


class LookedUp(NamedTuple):
    """Of a worker: microseconds of CPU for a text that is known and for one that is not; bytes of memory it added."""

    known_us: float
    unknown_us: float
    added_bytes: int


def commit(output: Path, number: int, documents: int) -> None:
    commit_citations(output, number, np.arange(documents) + number * RUN + _FIRST_ID)


def index(output: Path) -> Indexed:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_index, (str(output),))


def _index(output: str) -> Indexed:
    runs, before, start = list(committed_runs(output)), _peak_mb(), time.process_time()
    index_runs(output, runs, f"{output}/.known")
    return Indexed(time.process_time() - start, _peak_mb(), before)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def look_up(output: Path, runs: int, texts: int, workers: int) -> list[LookedUp]:
    context = multiprocessing.get_context("spawn")
    barrier, found = context.Barrier(workers), context.Queue()
    processes = [
        context.Process(target=_look_up, args=(str(output), runs, texts, seed, barrier, found))
        for seed in range(workers)
    ]
    for process in processes:
        process.start()
    results = [found.get() for _ in processes]
    for process in processes:
        process.join()
    return results


def _look_up(output: str, runs: int, texts: int, seed: int, barrier: Barrier, found: "Queue[LookedUp]") -> None:
    known = [text for run, start, count in drawn(runs, texts, seed) for text in texts_of(run, start)[:count]]
    barrier.wait()
    before = memory_of().share
    barrier.wait()
    index = KnownAnnotations(f"{output}/.known")
    times = []
    for suffix, is_known in (("", True), (" more", False)):
        start = time.process_time()
        for text in known:
            if (index.find(text + suffix) is None) == is_known:
                raise AssertionError(text)
        times.append((time.process_time() - start) / len(known) * 1e6)
    barrier.wait()
    after = memory_of().share
    barrier.wait()
    found.put(LookedUp(*times, after - before))


def drawn(runs: int, texts: int, seed: int) -> list[tuple[int, int, int]]:
    """Run, first document of a group, and how many texts are taken of the group."""
    random = np.random.default_rng(seed)
    groups = random.choice(runs * RUN // GROUP, min(runs * RUN // GROUP, 40), replace=False).tolist()
    return [(group * GROUP // RUN, group * GROUP % RUN, -(-texts // len(groups))) for group in groups]


def texts_of(run: int, start: int) -> list[str]:
    pmids = np.arange(start, start + GROUP) + run * RUN + _FIRST_ID
    texts: list[str] = rows_of(pmids, "", start, seed=run)["documents"]["text"].to_pylist()
    return texts


def report(documents: int, indexed: dict[str, Indexed], bytes: int, found: list[LookedUp]) -> str:
    lines = [f"{documents:,} texts, index of {bytes / 1e6:,.0f} MB"]
    lines += [
        f"{name}: {one.cpu_seconds:.1f} s of CPU, peak {one.peak_mb:,.0f} MB, {one.before_mb:,.0f} MB before"
        for name, one in indexed.items()
    ]
    known, unknown = (sum(getattr(one, name) for one in found) / len(found) for name in ("known_us", "unknown_us"))
    lines.append(f"CPU for a text that is known {known:.0f} us, for one that is not {unknown:.0f} us")
    lines.append(f"{len(found)} workers: {sum(one.added_bytes for one in found) / 1e6:,.0f} MB more, all together")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.known_texts", description=__doc__)
    add = parser.add_argument
    add("--documents", type=int, default=1_000_000, metavar="N", help="in runs of 100,000 (default: 1 M)")
    add("--texts", type=int, default=20_000, metavar="N", help="that each worker looks up (default: %(default)s)")
    add("--workers", type=int, default=4, metavar="N")
    add("--folder", type=Path, metavar="FOLDER", help="where the output is made, and removed again")
    flags = parser.parse_args()
    with TemporaryDirectory(dir=flags.folder) as folder:
        output, runs = Path(folder, "out"), flags.documents // RUN
        for number in range(runs):
            commit(output, number, RUN)
        indexed = {"all": index(output)}
        commit(output, runs, flags.documents // 100)
        indexed["1% more"] = index(output)
        size = sum(path.stat().st_size for path in (output / ".known").iterdir())
        print(report(flags.documents, indexed, size, look_up(output, runs, flags.texts, flags.workers)))


if __name__ == "__main__":
    main()

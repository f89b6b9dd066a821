"""Memory and time of larger corpora, and the gain of a second process: `python -m benchmarks.scaling`."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.job_processes import run_processes, without_startup
from benchmarks.machine import describe_machine
from benchmarks.texts import write_documents

_SENTENCES_PER_DOCUMENT = 9.3
_WORKERS = "--direct_num_workers={}"
_FILES = 8  # a file is read by one process: with few, one process waits for the other at the end


def measure(sizes: list[int], processes: list[int], model: str) -> dict[str, Any]:
    """One process on each size, and each number of processes on the second of them; a tiny run tells the start-up."""
    with TemporaryDirectory() as folder:
        corpora = {size: _corpus(Path(folder, str(size)), size) for size in (_FILES, *sizes)}
        single = [run_processes(corpora[size], model, _WORKERS.format(1)) for size in corpora]
        size = sizes[min(1, len(sizes) - 1)]
        several = [
            [run_processes(corpora[n], model, _WORKERS.format(workers)) for n in (_FILES, size)]
            for workers in processes
        ]
    return {
        "machine": describe_machine(),
        "sizes": [without_startup(single[0], run) for run in single[1:]],
        "processes": [without_startup(*pair) for pair in several],
    }


def _corpus(folder: Path, sentences: int) -> Path:
    folder.mkdir()
    documents = max(1, round(sentences / _SENTENCES_PER_DOCUMENT / _FILES))
    for number in range(_FILES):
        write_documents(folder / f"{number}.jsonl", documents, seed=number)
    return folder


def report(figures: dict[str, Any]) -> Iterator[str]:
    yield f"{'processes':>9}{'sentences':>11}{'tokens/s':>10}{'CPU us/token':>14}{'peak MB of a process':>22}"
    for run in [*figures["sizes"], *figures["processes"]]:
        speed, cost = run["tokens_per_second"], run["cpu_microseconds_per_token"]
        yield f"{run['workers']:9}{run['sentences']:11,}{speed:10,.0f}{cost:14.2f}{run['peak_mb']:22.0f}"
    *_, smaller, largest = [None, *figures["sizes"]]
    if smaller:
        growth = largest["peak_mb"] / smaller["peak_mb"] - 1
        yield f"peak memory from {smaller['sentences']:,} to {largest['sentences']:,} sentences: {growth:+.1%}"
    first, *others = figures["processes"]
    for run in others:
        speedup = run["tokens_per_second"] / first["tokens_per_second"]
        yield f"{run['workers']} processes against {first['workers']}: {speedup:.2f} times the tokens per second"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaling", description=__doc__)
    parser.add_argument("--sentences", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], metavar="N")
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2], metavar="N")
    parser.add_argument("--model", default="bc5cdr", help="bundled tagger or model folder (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures")
    flags = parser.parse_args()
    figures = measure(flags.sentences, flags.processes, flags.model)
    print("\n".join(report(figures)))
    if flags.json:
        flags.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Memory of workers that tag side by side, what they share counted once: `python -m benchmarks.worker_memory`."""

import argparse
import multiprocessing
import sys
from multiprocessing.synchronize import Barrier
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.stages import read
from benchmarks.texts import write_documents

_POOL = 250  # abstracts tagged at once, some 65,536 tokens


class Memory(NamedTuple):
    """Bytes of a process; `share` is its proportional set size: what is private, and its part of what several map."""

    resident: int
    share: int
    private: int


def measure(number: int, paths: list[str], model: str) -> list[Memory]:
    """Of each of a number of processes, when all have tagged all of the texts."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(number + 1)
    workers = [context.Process(target=_tag, args=(paths, model, barrier)) for _ in range(number)]
    for worker in workers:
        worker.start()
    barrier.wait()
    memory = [memory_of(worker.pid) for worker in workers]
    barrier.wait()
    for worker in workers:
        worker.join()
    return memory


def _tag(paths: list[str], model: str, barrier: Barrier) -> None:
    """With what a worker of the job has loaded."""
    import jobs.tag_corpus  # noqa: F401
    from ner_model.tagger import load

    tagger = load(model)
    texts = [document.text for document in read(paths)]
    for start in range(0, len(texts), _POOL):
        tagger.annotate(texts[start : start + _POOL])
    barrier.wait()
    barrier.wait()


def memory_of(pid: int | None = None) -> Memory:
    """Of a process, by default this one."""
    lines = Path(f"/proc/{pid or 'self'}/smaps_rollup").read_text().splitlines()[1:]
    kilobytes = {line.split()[0]: int(line.split()[1]) for line in lines}
    private = kilobytes["Private_Clean:"] + kilobytes["Private_Dirty:"]
    return Memory(1024 * kilobytes["Rss:"], 1024 * kilobytes["Pss:"], 1024 * private)


def report(by_number: dict[int, list[Memory]]) -> str:
    lines = [f"{'workers':>8}{'MB resident':>14}{'private':>10}{'all, shared once':>18}"]
    for number, memory in by_number.items():
        resident, share, private = (sum(column) / 1e6 for column in zip(*memory, strict=True))
        lines.append(f"{number:8}{resident / number:14.0f}{private / number:10.0f}{share:18.0f}")
    (one, first), *_, (most, last) = ((number, sum(m.share for m in memory)) for number, memory in by_number.items())
    lines.append(f"each further worker: {(last - first) / (most - one) / 1e6:.0f} MB")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.worker_memory", description=__doc__)
    parser.add_argument("--input", nargs="+", metavar="FILE", help="files to tag (default: 3,000 generated abstracts)")
    parser.add_argument("--model", default="bc5cdr", help="bundled tagger or model folder (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=4, help="beside one alone (default: %(default)s)")
    flags = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        generated = Path(folder, "generated.jsonl")
        if not flags.input:
            write_documents(generated, 3_000)
        paths = flags.input or [str(generated)]
        print(report({number: measure(number, paths, flags.model) for number in (1, flags.workers)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

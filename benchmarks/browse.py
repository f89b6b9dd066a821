"""How long a search takes: `python -m benchmarks.browse --entities=1000000` asks fifty queries, median and worst."""

import argparse
import resource
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.machine import describe_machine
from benchmarks.made_output import write_output
from jobs.browse.corpus import Corpus
from jobs.browse.query import Query
from jobs.browse.server import answer

_PARTS = ("benzol", "thiopro", "in", "capril", "lidzol", "a", "zz", "amiami", "pro", "ben")


def addresses() -> Iterator[str]:
    """Fifty queries of all kinds, from every row to none."""
    for text in _PARTS:
        yield Query(text=text).address()
        yield Query(text=text, label="Disease", min_score=0.8).address()
        yield Query(text=text, order="best").address()
        yield Query(text=text, section="title", page=2).address()
    yield from (Query(concept=concept).address() for concept in ("MESH:D553329", "zol", "none"))
    yield from (Query(document=str(number)).address() for number in (7, 4321, 49_999))
    yield from (Query(order=order).address() for order in ("file", "best", "worst"))
    yield Query(text="benzol", whole=True).address()


def measure(output: str) -> list[tuple[float, str]]:
    """Milliseconds of each query, page included, each asked once of a corpus that has been opened."""
    corpus = Corpus(output)
    times = []
    for address in ["/?text=first", *addresses()]:
        begun = time.perf_counter()
        found = answer(corpus, address)
        times.append((1000 * (time.perf_counter() - begun), address))
        if found.status != 200:
            raise RuntimeError(f"{address} was answered with {found.status}")
    corpus.close()
    return times[1:]


def report(times: list[tuple[float, str]]) -> str:
    worst, address = max(times)
    median = statistics.median(each for each, _ in times)
    return f"{len(times)} queries: median {median:.0f} ms, worst {worst:.0f} ms ({address})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entities", type=int, default=1_000_000)
    parser.add_argument("--output", help="an output to ask instead of a made one")
    flags = parser.parse_args()
    with TemporaryDirectory() as folder:
        if not flags.output:
            write_output(Path(folder, "out"), flags.entities)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(report(measure(flags.output or f"{folder}/out")))
    machine = describe_machine()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB (before the first query {memory:.0f} MB)")
    print(f"{machine['cores']} x {machine['processor']}, load {machine['load']:.1f}, commit {machine['commit']}")


if __name__ == "__main__":
    main()

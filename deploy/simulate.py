"""How long a run takes on many cores, by giving files to free cores one after the other: `python -m deploy.simulate`.

What cannot be run is simulated; where the numbers come from is in SCALING.md.
"""

import heapq
from typing import NamedTuple

TOKENS_PER_SECOND = 125_000  # of one core, reading and writing included
SECONDS_PER_FILE = 0.2  # to list, open and check one in an object store
STARTUP_SECONDS = 180  # machines, image, model
DOLLARS_PER_CORE_HOUR = 0.07


class Corpus(NamedTuple):
    """`files` is how many there are of each size in tokens."""

    name: str
    documents: int
    files: dict[float, int]


class Figures(NamedTuple):
    """`busy` is the share of the paid time in which cores were tagging."""

    cores: int
    hours: float
    dollars: float
    busy: float


CORPORA = [
    Corpus("PubMed, 1,350 files of .xml.gz", 40_000_000, {40e6 * 248 / 1350: 1350}),
    Corpus("PMC, 40 archives of .tar.gz, the largest of 1 M articles", 11_000_000, {4.5e9: 8, 2e9: 6, 6e7: 26}),
    Corpus("PMC, repacked to 2,200 files of 5,000 articles", 11_000_000, {4_500 * 5_000: 2_200}),
    Corpus("PMC, 11 M files of an article", 11_000_000, {4_500: 11_000_000}),
]


def simulate(corpus: Corpus, cores: int) -> Figures:
    """Largest files first would be better; runners hand them out in no order, here in that of the sizes.

    >>> simulate(Corpus("four equal files", 4, {TOKENS_PER_SECOND * 3600: 4}), cores=2)
    Figures(cores=2, hours=2.05, dollars=0.29, busy=0.98)
    """
    work = {_seconds(tokens): files for tokens, files in corpus.files.items()}
    seconds = STARTUP_SECONDS + _makespan(work, cores)
    hours = seconds / 3600
    busy = sum(each * files for each, files in work.items()) / (seconds * cores)
    return Figures(cores, round(hours, 2), round(hours * cores * DOLLARS_PER_CORE_HOUR, 2), round(busy, 2))


def _seconds(tokens: float) -> float:
    return SECONDS_PER_FILE + tokens / TOKENS_PER_SECOND


def _makespan(work: dict[float, int], cores: int) -> float:
    """The time until the last core is free."""
    free_at = [0.0] * cores
    for seconds in sorted(work):
        for _ in range(work[seconds]):
            heapq.heapreplace(free_at, free_at[0] + seconds)
    return max(free_at)


def main() -> None:
    for corpus in CORPORA:
        print(f"{corpus.name}\n")
        for cores in (10, 100, 1000):
            print(simulate(corpus, cores))


if __name__ == "__main__":
    main()

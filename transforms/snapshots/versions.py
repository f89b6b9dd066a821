"""Which of several documents is the newest version: its key, and what its file says."""

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from transforms.runs.file_order import file_number

T = TypeVar("T")


class Source(NamedTuple):
    """What an input file says about its documents; `run_id` of its last reading, None if they no longer count."""

    run_id: str | None
    number: int  # in PubMed's order; 0 for other files
    run: int  # rank of that run; 0 for files of PubMed, whose order is not that of the runs
    path: int  # rank of the path


def sources_of(live: dict[str, str], paths: list[str]) -> dict[str, Source]:
    """The sources of all inputs that runs have read; `live` has the run id of the last reading of those that count."""
    ranks = {run_id: rank for rank, run_id in enumerate(sorted(set(live.values())), start=1)}
    sources = {}
    for rank, path in enumerate(sorted(paths)):
        number = file_number(path)
        run = 0 if number else ranks.get(live.get(path, ""), 0)
        sources[path] = Source(live.get(path), number.number if number else 0, run, rank)
    return sources


def at(path: str, values: Mapping[str, T]) -> T | None:
    """What there is for a file, or for the archive that the file lies in.

    >>> at("a/articles.tar.gz/one.nxml", {"a/articles.tar.gz": 1})
    1
    """
    while path and path not in values:
        path = path.rpartition("/")[0]
    return values.get(path)


def key_of(doc_id: str, version: int) -> str:
    """What all versions of a document share.

    >>> key_of("20029614.2", 2)
    '20029614'
    """
    return doc_id.removesuffix(f".{version}") if version != 1 else doc_id

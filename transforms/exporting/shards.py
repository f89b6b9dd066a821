"""The parts that an export is made of: stretches of documents, each with its entities beside it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.snapshots.newest_state import State
from transforms.storage import open_file

_BYTES = 64 << 20  # of rows before they were packed
_ROWS = 20_000


class RowGroup(NamedTuple):
    """A row group of a file of documents. Its entities follow each other in some files, the first in row `entity`.

    `voided`: files that list the documents that do not count.
    """

    documents: str
    number: int
    entities: tuple[str, ...]
    entity: int
    voided: tuple[str, ...] = ()


class Shard(NamedTuple):
    """What becomes one part of the export: `name` is that of its files."""

    name: str
    groups: tuple[RowGroup, ...]


def shards_of(state: State) -> list[Shard]:
    """All documents of a state in which each comes once, in the order of its files."""
    packs: list[list[RowGroup]] = [[]]
    rows = size = 0
    for group, group_rows, group_bytes in _row_groups(state):
        if packs[-1] and (rows + group_rows > _ROWS or size + group_bytes > _BYTES):
            packs.append([])
            rows = size = 0
        packs[-1].append(group)
        rows, size = rows + group_rows, size + group_bytes
    return [Shard(f"part-{number:05}", tuple(groups)) for number, groups in enumerate(packs)]


def _row_groups(state: State) -> Iterator[tuple[RowGroup, int, int]]:
    """Each row group of documents with its rows and its bytes."""
    entities = _by_bundle(state.files["entities"])
    for bundle, paths in _by_bundle(state.files["documents"]).items():
        before = 0
        for path in paths:
            voided = state.voided.get(path, ())
            with open_file(path) as stream:
                file = pq.ParquetFile(stream)
                for number in range(file.num_row_groups):
                    facts = file.metadata.row_group(number)
                    group = RowGroup(path, number, tuple(entities.get(bundle, ())), before, voided)
                    yield group, facts.num_rows, facts.total_byte_size
                    before += pc.sum(file.read_row_group(number, ["entities"])["entities"]).as_py() or 0


def _by_bundle(paths: tuple[str, ...]) -> dict[str, list[str]]:
    """Files whose rows lie side by side have one name but for their number; one without rows has no number."""
    bundles = defaultdict(list)
    for path in paths:
        bundle, dash, _ = path.rpartition("/")[2].rpartition("-")
        if dash:
            bundles[bundle].append(path)
    return bundles

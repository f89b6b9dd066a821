"""Which documents are shown: some of each label and band of scores, some without entities, some with corrections."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jobs.report.survey import Candidate
from transforms.snapshots.manifest import Part
from transforms.snapshots.newest_state import State
from transforms.snapshots.read_parts import places_counted
from transforms.storage import open_file

MOST_SHOWN = 120
_OTHERS = 8  # documents without entities; as many with corrections
_ROWS_SEARCHED = 5_000_000
_COLUMNS = ["doc_id", "source", "text", "entities", "flags"]
_ENTITY_COLUMNS = ["doc_id", "start", "end", "label", "text", "score", "concept_id", "concept_name"]


Row = dict[str, Any]  # by column


class Chosen(NamedTuple):
    """Why each document is shown, by id and in the order of the page; its row, and the rows of its entities."""

    why: Mapping[str, str]
    documents: Mapping[str, Row]
    entities: Mapping[str, Sequence[Row]]


def choose(state: State, candidates: Mapping[tuple[str, str], Sequence[Candidate]]) -> Chosen:
    """The documents, by turns of each stratum, so that what is cut at the end leaves some of each."""
    why = _in_turn({f"{label}, {band}": _ids(of) for (label, band), of in sorted(candidates.items())})
    near = {_bundle(candidate.path) for of in candidates.values() for candidate in of}
    rows, others = _search(_nearest_first(state.parts("documents"), near), why)
    why |= {doc_id: reason for doc_id, reason in others.items() if doc_id not in why}
    entities = _entities(_nearest_first(state.parts("entities"), near), list(rows))
    return Chosen({name: why[name] for name in why if name in rows}, rows, entities)


def _ids(candidates: Sequence[Candidate]) -> list[str]:
    return [candidate.doc_id for candidate in candidates]


def _in_turn(strata: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The stratum of each document that is chosen.

    >>> _in_turn({"a": ["d1", "d2"], "b": ["d1", "d3"]})
    {'d1': 'a', 'd2': 'a', 'd3': 'b'}
    """
    why: dict[str, str] = {}
    for turn in zip_longest(*([(doc_id, name) for doc_id in ids] for name, ids in strata.items())):
        for doc_id, name in filter(None, turn):
            if len(why) < MOST_SHOWN:
                why.setdefault(doc_id, name)
    return why


def _bundle(path: str) -> str:
    """What the files of one bundle share in their names."""
    return path.rpartition("/")[2].rpartition("-")[0]


def _nearest_first(parts: Sequence[Part], near: set[str]) -> list[Part]:
    return sorted(parts, key=lambda part: _bundle(part.path) not in near)


class _Group(NamedTuple):
    """Some columns of the rows of a row group that count, and the numbers of those rows in it, int64 `[rows]`."""

    file: pq.ParquetFile
    number: int
    rows: pa.Table
    places: np.ndarray

    def read(self, chosen: np.ndarray, columns: list[str]) -> list[Row]:
        """Other columns of some of the rows."""
        names = [name for name in columns if name in self.file.schema_arrow.names]
        rows: list[Row] = self.file.read_row_group(self.number, names).take(self.places[chosen]).to_pylist()
        return rows


def _groups(parts: Sequence[Part], columns: list[str]) -> Iterator[_Group]:
    """The row groups of files up to a number of rows."""
    rows = 0
    for part in parts:
        with open_file(part.path) as stream:
            file = pq.ParquetFile(stream, read_dictionary=["doc_id"])
            for number in range(file.num_row_groups):
                if rows > _ROWS_SEARCHED:
                    return
                group = file.read_row_group(number, [name for name in columns if name in file.schema_arrow.names])
                rows += group.num_rows
                counted = places_counted(group["doc_id"], part.voided)
                yield _Group(file, number, group.take(counted) if part.voided else group, counted)


def _search(parts: Sequence[Part], wanted: Mapping[str, str]) -> tuple[dict[str, Row], dict[str, str]]:
    """The rows of the documents that are wanted and of some others, and why those others."""
    ids = pa.array(list(wanted), pa.string())
    found: dict[str, Row] = {}
    others: dict[str, str] = {}
    for group in _groups(parts, ["doc_id", "entities", "flags"]):
        places = _places(group.rows["doc_id"], ids)
        own = _others(group.rows, others, MOST_SHOWN - len(wanted) - len(others))
        if len(places) or own:
            rows = group.read(np.union1d(places, own).astype(np.int64), _COLUMNS)
            found |= {row["doc_id"]: row for row in rows}
    return found, others


def _places(column: pa.ChunkedArray, wanted: pa.Array) -> np.ndarray:
    """Numbers of the rows with one of the values, found once in the dictionary of the column."""
    ids = column.combine_chunks()
    numbers = pc.is_in(ids.dictionary, wanted).to_numpy(zero_copy_only=False)
    return np.flatnonzero(numbers[ids.indices.to_numpy()])


def _others(group: pa.Table, others: dict[str, str], room: int) -> list[int]:
    """Numbers of rows with something that no stratum of entities has, or of any while there is room; adds why."""
    masks = {
        "no entities": pc.equal(group["entities"], 0),
        "corrections": pc.greater(pc.list_value_length(group["flags"]), 0),
        "first documents": pc.is_valid(group["doc_id"]),
    }
    chosen: list[int] = []
    for why, mask in masks.items():
        have = sum(value == why for value in others.values())
        most = max(room - len(chosen), 0) if why == "first documents" else max(_OTHERS - have, 0)
        places = mask.to_numpy().nonzero()[0][:most].tolist()
        for place in places:
            others.setdefault(group["doc_id"][place].as_py(), why)
        chosen += places
    return chosen


def _entities(parts: Sequence[Part], ids: list[str]) -> dict[str, list[Row]]:
    """The entities of some documents in the order of their texts."""
    wanted = pa.array(ids, pa.string())
    found: dict[str, list[Row]] = {}
    for group in _groups(parts, ["doc_id"]):
        places = _places(group.rows["doc_id"], wanted)
        if len(places):
            for row in group.read(places, _ENTITY_COLUMNS):
                found.setdefault(row["doc_id"], []).append(row)
    return found

"""Which documents are shown: some of each label and band of scores, some without entities, some with corrections."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jobs.report.survey import Candidate
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


def choose(files: Mapping[str, Sequence[str]], candidates: Mapping[tuple[str, str], Sequence[Candidate]]) -> Chosen:
    """The documents, by turns of each stratum, so that what is cut at the end leaves some of each."""
    why = _in_turn({f"{label}, {band}": _ids(of) for (label, band), of in sorted(candidates.items())})
    near = {_bundle(candidate.path) for of in candidates.values() for candidate in of}
    rows, others = _search(_nearest_first(files["documents"], near), why)
    why |= {doc_id: reason for doc_id, reason in others.items() if doc_id not in why}
    return Chosen(
        {name: why[name] for name in why if name in rows}, rows, _entities(files["entities"], near, list(rows))
    )


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


def _nearest_first(paths: Sequence[str], near: set[str]) -> list[str]:
    return sorted(paths, key=lambda path: _bundle(path) not in near)


def _groups(paths: Sequence[str], columns: list[str]) -> Iterator[tuple[pq.ParquetFile, int, pa.Table]]:
    """The row groups of files up to a number of rows, with some columns."""
    rows = 0
    for path in paths:
        with open_file(path) as stream:
            file = pq.ParquetFile(stream, read_dictionary=["doc_id"])
            for number in range(file.num_row_groups):
                if rows > _ROWS_SEARCHED:
                    return
                group = file.read_row_group(number, [name for name in columns if name in file.schema_arrow.names])
                rows += group.num_rows
                yield file, number, group


def _search(paths: Sequence[str], wanted: Mapping[str, str]) -> tuple[dict[str, Row], dict[str, str]]:
    """The rows of the documents that are wanted and of some others, and why those others."""
    ids = pa.array(list(wanted), pa.string())
    found: dict[str, Row] = {}
    others: dict[str, str] = {}
    for file, number, group in _groups(paths, ["doc_id", "entities", "flags"]):
        places = _places(group["doc_id"], ids)
        own = _others(group, others, MOST_SHOWN - len(wanted) - len(others))
        if len(places) or own:
            rows = file.read_row_group(number, _COLUMNS).take(np.union1d(places, list(own)).astype(np.int64))
            found |= {row["doc_id"]: row for row in rows.to_pylist()}
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


def _entities(paths: Sequence[str], near: set[str], ids: list[str]) -> dict[str, list[Row]]:
    """The entities of some documents in the order of their texts."""
    wanted = pa.array(ids, pa.string())
    found: dict[str, list[Row]] = {}
    for file, number, group in _groups(_nearest_first(paths, near), ["doc_id"]):
        places = _places(group["doc_id"], wanted)
        if len(places):
            names = [name for name in _ENTITY_COLUMNS if name in file.schema_arrow.names]
            for row in file.read_row_group(number, names).take(places).to_pylist():
                found.setdefault(row["doc_id"], []).append(row)
    return found

"""Ids under which several files have different texts, of which a snapshot can hold only one."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from transforms.snapshots.facts import Collided

_SHOWN = 20
_COLUMNS = ["key", "version", "run", "path", "record", "doc_id", "source", "text_sha256"]


def collisions_in(documents: pa.Table) -> Collided:
    """Of all documents that are found for a snapshot, those with the id of the one that is kept and another text.

    Files that PubMed numbers are in order, so that they replace each other; other files of one run are not.
    """
    unordered: list[str] = []
    overtaken: list[str] = []
    for kept, hidden in _pairs(_doubled(documents)):
        example = f"{kept['doc_id']}: {kept['source']} is kept, {hidden['source']} is not"
        (unordered if kept["run"] == hidden["run"] else overtaken).append(example)
    return Collided(len(unordered), len(overtaken), tuple(unordered[:_SHOWN]), tuple(overtaken[:_SHOWN]))


def _doubled(documents: pa.Table) -> list[dict[str, Any]]:
    """Rows of files without a number whose key others have, too, the newest of each key last."""
    rows = documents.filter(pc.equal(documents["number"], 0)).select(_COLUMNS)
    counts = pc.value_counts(rows["key"].combine_chunks())
    keys = counts.field("values").filter(pc.greater(counts.field("counts"), 1))
    found = rows.filter(pc.is_in(rows["key"], keys)).sort_by([(name, "ascending") for name in _COLUMNS[:5]])
    doubled: list[dict[str, Any]] = found.to_pylist()
    return doubled


def _pairs(rows: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The newest row of a key, with each of the same version that has another text and lies in another file."""
    for _, group in groupby(rows, itemgetter("key")):
        *others, kept = group
        for other in others:
            is_other_text = other["text_sha256"] != kept["text_sha256"]
            if is_other_text and other["version"] == kept["version"] and other["path"] != kept["path"]:
                yield kept, other

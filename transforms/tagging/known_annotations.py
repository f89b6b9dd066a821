"""Texts that a committed run has tagged, with what was found, looked up by the hash of the text.

They lie in a few segments, to which new runs are added: a new segment swallows those before it that are not twice as
large, so that there are few, and what is old is seldom written anew. A segment is used as long as its runs are there.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ner_model.entity import Entity
from transforms.runs.bundles import RowStream, bundles_of, row_groups
from transforms.storage import list_names, remove_file
from transforms.tagging.known_segment import (
    FOUND,
    SCHEMA,
    SORTED_TEXTS,
    About,
    Segment,
    Texts,
    filter_of,
    write_segment,
)

_SUFFIX = ".arrow"
_DOCUMENTS = ["text_sha256", "sentences", "tokens", "entities"]


class Known(NamedTuple):
    """What tagging a text once more would find."""

    sentences: int
    tokens: int
    entities: list[Entity]


class KnownAnnotations:
    """Looks texts up in the segments of a folder; in a folder without one, nothing is known."""

    def __init__(self, folder: str):
        self._segments = segments_in(folder)

    def find(self, text: str) -> Known | None:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        high, low = int.from_bytes(digest[:8]), int.from_bytes(digest[8:16])
        for segment in self._segments:
            if place := segment.find(high, low):
                return _known(text, segment.about.labels, *place)
        return None


def _known(text: str, labels: list[str], batch: pa.RecordBatch, at: int) -> Known:
    entities = [
        Entity(start, end, labels[label], text[start:end], score, sentence)
        for start, end, label, score, sentence in (each.values() for each in batch["found"][at].as_py())
    ]
    return Known(batch["sentences"][at].as_py(), batch["tokens"][at].as_py(), entities)


def segments_in(folder: str) -> list[Segment]:
    """The largest first; what a machine that failed has left torn is made again."""
    segments = []
    for name in list_names(folder):
        if name.endswith(_SUFFIX):
            with suppress(OSError, pa.ArrowException):
                segments.append(Segment(f"{folder}/{name}"))
    return sorted(segments, key=lambda segment: -segment.about.texts)


def index_runs(output: str, run_ids: Sequence[str], folder: str) -> None:
    """Lets the segments of the folder hold the texts of some runs, and of no others."""
    kept: list[Segment] = []
    covered = set[str]()
    for segment in segments_in(folder):
        runs = set(segment.about.runs)
        if runs <= set(run_ids) and not runs & covered:  # as those have that an interruption left
            kept.append(segment)
            covered |= runs
    new = sorted(set(run_ids) - covered)
    parts = [part for run_id in new for part in _parts_of(output, run_id, folder)]
    if parts:
        kept = _add(kept, parts, new, folder)
    _remove_others(folder, kept)


def _add(kept: list[Segment], added: list[Segment], runs: list[str], folder: str) -> list[Segment]:
    """The largest first, each at least twice as large as the next; the last one has the new texts."""
    kept, added, runs = [*kept], [*added], [*runs]
    while kept and kept[-1].about.texts < 2 * sum(segment.about.texts for segment in added):
        added.append(kept.pop())
        runs += added[-1].about.runs
    path = f"{folder}/{uuid4().hex}{_SUFFIX}"
    write_segment(added, runs, path)
    return [*kept, Segment(path)]


def _remove_others(folder: str, kept: list[Segment]) -> None:
    names = {path.rpartition("/")[2] for segment in kept for path in (segment.path, filter_of(segment.path))}
    for name in set(list_names(folder)) - names:
        remove_file(f"{folder}/{name}")


def _parts_of(output: str, run_id: str, folder: str) -> Iterator[Segment]:
    """The texts of a run in segments of as many as are sorted in memory."""
    waiting, texts = [], 0
    for rows in _texts_of(output, run_id):
        waiting.append(rows)
        texts += rows.about.texts
        if texts >= SORTED_TEXTS:
            yield _part(waiting, folder)
            waiting, texts = [], 0
    if waiting:
        yield _part(waiting, folder)


def _part(texts: list[Texts], folder: str) -> Segment:
    path = f"{folder}/{uuid4().hex}.part"
    write_segment(texts, [], path)
    return Segment(path)


def _texts_of(output: str, run_id: str) -> Iterator[Texts]:
    """A row group of documents at a time, with their entities."""
    for bundle in bundles_of(output, run_id):
        stream = RowStream(bundle.entities)
        for documents in (group for path in bundle.documents for group in row_groups(path, _DOCUMENTS)):
            entities = stream.take(pc.sum(documents["entities"]).as_py() or 0)
            yield _texts(documents, entities)


def _texts(documents: pa.Table, entities: pa.Table | None) -> Texts:
    halves = np.frombuffer(bytes.fromhex("".join(text[:32] for text in documents["text_sha256"].to_pylist())), ">u8")
    ends = np.cumsum(documents["entities"].to_numpy())
    found, labels = (pa.array([], FOUND), []) if entities is None else _found(entities)
    rows = {
        "hash": halves[0::2].astype(np.uint64),
        "rest": halves[1::2].astype(np.uint64),
        "sentences": documents["sentences"].combine_chunks(),
        "tokens": documents["tokens"].combine_chunks(),
        "found": pa.ListArray.from_arrays(pa.array(np.append(0, ends), pa.int32()), found),
    }
    batch = pa.RecordBatch.from_pydict(rows, schema=SCHEMA)
    return Texts(About([], labels, batch.num_rows), batch)


def _found(entities: pa.Table) -> tuple[pa.StructArray, list[str]]:
    """What is kept of entities, and the names of their labels."""
    labels = pc.cast(entities["label"], pa.string()).combine_chunks().dictionary_encode()
    columns = {name: entities[name].combine_chunks() for name in ("start", "end", "score", "sentence")}
    columns["label"] = labels.indices.cast(pa.int16())
    return pa.StructArray.from_arrays(
        [columns[field.name] for field in FOUND], fields=list(FOUND)
    ), labels.dictionary.to_pylist()

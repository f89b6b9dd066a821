"""Committed runs of generated rows, written by the project's own writers, as if a tagger had made them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.runs.commit_run import commit_run
from transforms.runs.layout import Layout
from transforms.runs.run_record import Counts, InputRecord, Model, RunRecord
from transforms.tables.all_tables import TABLES
from transforms.writing.parquet_files import FileWritten, TableWriter

ENTITIES_PER_DOCUMENT = 8
_ROWS_PER_GROUP = 5_000  # as many as abstracts of usual length, with their entities, in a run that is tagged
_WORD = 8  # characters of an entity
_LABELS = np.array(["Chemical", "Disease"])
_WORDS = np.array([f"word{number:04}" for number in range(2_000)])


def commit_citations(output: Path, number: int, pmids: np.ndarray, deleted: np.ndarray | None = None) -> None:
    """One run over one file of PubMed's number; it revises those of the citations that are there."""
    layout, path = Layout(str(output), f"2026-01-01T{number:06}.000000Z-000000"), f"/pubmed/pubmed26n{number:04}.xml.gz"
    writers = {name: TableWriter(name, layout.staged(name), {}, "bundle") for name in ("documents", "entities")}
    files: list[FileWritten] = []
    for start in range(0, len(pmids), _ROWS_PER_GROUP):
        group = rows_of(pmids[start : start + _ROWS_PER_GROUP], path, start, seed=number)
        files += [file for name, rows in group.items() for file in writers[name].write(rows)]
    files += [file for writer in writers.values() for file in writer.close()]
    if deleted is not None and len(deleted):
        files += list(_write_deletions(layout, deleted, f"{path}#{len(pmids) + 1}"))
    record = RunRecord(
        run_id=layout.run_id,
        schema_version="2",
        model=Model("generated", "0" * 64, "native", "1"),
        counts=Counts(
            files=1,
            documents_read=len(pmids),
            documents=len(pmids),
            dead_letters=0,
            sentences=len(pmids),
            tokens=len(pmids) * 40,
            entities=len(pmids) * ENTITIES_PER_DOCUMENT,
        ),
        inputs=(InputRecord(path, 1, f"{number:064}", 0.0),),
    )
    commit_run(layout, record, files, {})


def rows_of(pmids: np.ndarray, path: str, first: int, seed: int) -> dict[str, pa.Table]:
    """A row group of each table: a text is its entities, some of which change with the seed."""
    ids = pc.cast(pa.array(pmids), pa.string())
    shape = len(pmids), ENTITIES_PER_DOCUMENT
    words = np.random.default_rng((seed, first)).integers(0, len(_WORDS), shape)
    joined = [" ".join(row) for row in _WORDS[words].tolist()]
    sources = pa.array([f"{path}#{first + place}" for place in range(1, len(pmids) + 1)])
    documents = {
        "doc_id": ids,
        "source": sources,
        "text": joined,
        "text_sha256": [hashlib.sha256(text.encode()).hexdigest() for text in joined],
        "sentences": [1] * len(pmids),
        "tokens": [40] * len(pmids),
        "entities": [ENTITIES_PER_DOCUMENT] * len(pmids),
        "sections": [[]] * len(pmids),
        "version": [1] * len(pmids),
        "flags": [[]] * len(pmids),
    }
    schema = TABLES["documents"].schema
    return {"documents": pa.table(documents, schema=schema), "entities": _entities(ids, sources, words)}


def _entities(ids: pa.Array, sources: pa.Array, words: np.ndarray) -> pa.Table:
    count = words.size
    documents = np.repeat(np.arange(len(words)), ENTITIES_PER_DOCUMENT)
    starts = np.tile(np.arange(ENTITIES_PER_DOCUMENT) * (_WORD + 1), len(words)).astype(np.int32)
    columns = {
        "doc_id": ids.take(pa.array(documents)),
        "sentence": np.zeros(count, np.int32),
        "start": starts,
        "end": starts + np.int32(_WORD),
        "label": pa.DictionaryArray.from_arrays((words.ravel() % 2).astype(np.int32), _LABELS.tolist()),
        "text": _WORDS[words.ravel()].tolist(),
        "score": ((words.ravel() % 500) / 1000 + 0.5).astype(np.float32),
        "source": pa.DictionaryArray.from_arrays(documents.astype(np.int32), sources),
    }
    schema = TABLES["entities"].schema
    nulls = {name: pa.nulls(count, schema.field(name).type) for name in schema.names if name not in columns}
    return pa.table({name: (columns | nulls)[name] for name in schema.names}, schema=schema)


def _write_deletions(layout: Layout, pmids: np.ndarray, source: str) -> Iterator[FileWritten]:
    writer = TableWriter("deletions", layout.staged("deletions"), {}, "bundle")
    columns = {"doc_id": pmids.astype(str).tolist(), "source": [source] * len(pmids), "version": [1] * len(pmids)}
    yield from writer.write(pa.table(columns, schema=TABLES["deletions"].schema))
    yield from writer.close()

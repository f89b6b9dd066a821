"""One more value in the list of tables is one more table of runs, snapshots and Delta Lake."""

import json

import pandas as pd
import pyarrow as pa
import pytest

from jobs import compact_annotations, tag_corpus
from transforms.snapshots.snapshots import current_snapshot
from transforms.tables.all_tables import TABLES
from transforms.tables.table import Table

SCHEMA = pa.schema([("doc_id", pa.string()), ("number", pa.int32())])


def sentence_rows(annotated):
    rows = [(each.document.doc_id, number) for each in annotated for number in range(each.sentences)]
    return pa.table({"doc_id": [row[0] for row in rows], "number": [row[1] for row in rows]}, schema=SCHEMA)


SENTENCES = Table(
    "sentences", "a sentence", SCHEMA, "documents", sentence_rows, key=("doc_id", "number"), counted_by="sentences"
)


def night(folder, name, *documents):
    records = "".join(f"{json.dumps({'id': doc_id, 'text': text})}\n" for doc_id, text in documents)
    (folder / name).write_text(records)
    assert tag_corpus.main([f"--input={folder}/{name}", f"--output={folder}/out", "--incremental"]) == 0


def rows_of(path):
    return list(pd.read_parquet(path).itertuples(index=False, name=None))


def test_one_more_value_is_one_more_table(tmp_path, monkeypatch):
    deltalake = pytest.importorskip("deltalake")
    monkeypatch.setitem(TABLES, "sentences", SENTENCES)
    night(tmp_path, "a.jsonl", ("d2", "Zinc helps."), ("d1", "Zinc."))
    night(tmp_path, "a.jsonl", ("d2", "Zinc helps. Rats too."), ("d1", "Zinc."))
    assert compact_annotations.main([f"--output={tmp_path}/out", "--delta"]) == 0
    newest = [("d1", 0), ("d2", 0), ("d2", 1)]
    snapshot = current_snapshot(f"{tmp_path}/out")
    assert rows_of(tmp_path / "out" / "snapshots" / snapshot / "sentences") == newest
    assert sorted(deltalake.DeltaTable(f"{tmp_path}/out/delta/sentences").to_pandas()["doc_id"]) == ["d1", "d2", "d2"]
    assert len(list((tmp_path / "out" / "sentences").iterdir())) == 1  # the run that was replaced is gone


def test_runs_from_before_the_table_are_compacted_all_the_same(tmp_path, monkeypatch):
    night(tmp_path, "old.jsonl", ("d1", "Zinc."))
    monkeypatch.setitem(TABLES, "sentences", SENTENCES)
    night(tmp_path, "new.jsonl", ("d2", "Zinc helps. Rats too."))
    assert compact_annotations.main([f"--output={tmp_path}/out"]) == 0
    snapshot = current_snapshot(f"{tmp_path}/out")
    assert rows_of(tmp_path / "out" / "snapshots" / snapshot / "sentences") == [("d2", 0), ("d2", 1)]

"""Runs and snapshots of schema version 1 are read, compacted and compared beside those of today."""

import json

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jobs import compact_annotations, compare_models, tag_corpus
from transforms.snapshots.snapshots import current_snapshot

SECTION = pa.struct(
    [
        pa.field("name", pa.string(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
    ]
)


@pytest.fixture
def old_and_new(tmp_path):
    """An output with a run of the older schema and one of today's, of a document each."""
    night(tmp_path, "old", title="Zinc.", abstract="It helps.")
    make_older(tmp_path / "out")
    night(tmp_path, "new", title="Zinc.", abstract="It cures.")
    return tmp_path / "out"


def night(folder, name, **fields):
    (folder / f"{name}.jsonl").write_text(json.dumps({"id": name, **fields}) + "\n")
    assert tag_corpus.main([f"--input={folder}/{name}.jsonl", f"--output={folder}/out", "--incremental"]) == 0


def make_older(folder):
    """Takes from the tables what schema version 2 has brought."""
    for path in folder.glob("entities/**/*.parquet"):
        rows = pq.read_table(path, partitioning=None)
        pq.write_table(rows.drop_columns("source"), path)
    for path in folder.glob("documents/**/*.parquet"):
        rows = pq.read_table(path, partitioning=None)
        place = rows.column_names.index("sections")
        sections = pa.field("sections", pa.list_(SECTION), nullable=False)
        older = [
            [{key: part[key] for key in ("name", "start", "end")} for part in row]
            for row in rows["sections"].to_pylist()
        ]
        pq.write_table(rows.set_column(place, sections, pa.array(older, sections.type)), path)
    for path in folder.glob("runs/*.json"):
        record = json.loads(path.read_text()) | {"schema_version": "1", "files": []}
        path.write_text(json.dumps(record))


def test_tables_of_both_are_read_at_once(old_and_new):
    documents = pd.read_parquet(old_and_new / "documents")
    assert sorted(documents.doc_id) == ["new", "old"]
    assert all([part["name"] for part in sections] == ["title", "abstract"] for sections in documents.sections)


def test_a_snapshot_of_both_has_all_columns_of_today(old_and_new):
    assert compact_annotations.main([f"--output={old_and_new}"]) == 0
    snapshot = old_and_new / "snapshots" / current_snapshot(str(old_and_new))
    entities = pd.read_parquet(snapshot / "entities")
    sources = dict(zip(entities.doc_id, entities.source, strict=True))
    assert sources == {name: f"{old_and_new.parent}/{name}.jsonl#1" for name in ("old", "new")}
    (sections,) = pd.read_parquet(snapshot / "documents", filters=[("doc_id", "==", "old")]).sections
    assert list(sections[0]) == ["name", "start", "end", "heading"]


def test_a_document_of_an_older_run_is_not_tagged_again(old_and_new):
    folder = old_and_new.parent
    (folder / "old.jsonl").write_text(json.dumps({"id": "old", "title": "Zinc.", "abstract": "It helps."}) + "\n\n")
    assert tag_corpus.main([f"--input={folder}/old.jsonl", f"--output={old_and_new}", "--incremental"]) == 0
    *_, record = (json.loads(path.read_text()) for path in sorted((old_and_new / "runs").iterdir()))
    assert record["counters"]["ReuseAnnotations/documents_reused"] == 1
    assert (record["schema_version"], record["counts"]["entities"]) == ("2", 2)


def test_a_snapshot_of_the_older_schema_is_followed_and_compared(old_and_new, tmp_path, capsys):
    pytest.importorskip("deltalake")
    assert compact_annotations.main([f"--output={old_and_new}", "--delta"]) == 0
    before = current_snapshot(str(old_and_new))
    make_older(old_and_new / "snapshots" / before)
    night(tmp_path, "third", text="Zinc here.")
    assert compact_annotations.main([f"--output={old_and_new}", "--delta"]) == 0
    after = current_snapshot(str(old_and_new))
    assert compare_models.main([f"--output={old_and_new}", f"--old={before}", f"--new={after}"]) == 0

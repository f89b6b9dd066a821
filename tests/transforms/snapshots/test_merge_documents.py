import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from tests.jobs.snapshot_rows import rows_of
from tests.transforms.annotated import annotated
from transforms.runs.bundles import Bundle, row_groups
from transforms.snapshots.key_range import ranges_of
from transforms.snapshots.merge_documents import Target, merge_range, newest_rows
from transforms.snapshots.split_by_key import split_rows
from transforms.snapshots.versions import Source
from transforms.tables.documents import document_rows
from transforms.tables.entities import entity_rows
from transforms.writing.parquet_files import TableWriter

NAMES = ["key", "version", "number", "run", "path", "record"]
SCHEMA = pa.schema([("key", pa.string()), *[(name, pa.int64()) for name in NAMES[1:]], ("doc_id", pa.string())])


def rows(*values):
    """Rows by key, version, number of the file, run, path and record; their ids are r0, r1, ..."""
    records = [dict(zip(NAMES, row, strict=True)) | {"doc_id": f"r{number}"} for number, row in enumerate(values)]
    return pa.Table.from_pylist(records, schema=SCHEMA)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (("7", 1, 9, 0, 0, 1), ("7", 2, 1, 0, 0, 1)),  # the version outweighs the file
        (("7", 1, 1, 0, 5, 9), ("7", 1, 2, 0, 0, 1)),
        (("7", 1, 0, 1, 5, 9), ("7", 1, 0, 2, 0, 1)),
        (("7", 1, 0, 1, 0, 9), ("7", 1, 0, 1, 1, 1)),
        (("7", 1, 1, 0, 0, 1), ("7", 1, 1, 0, 0, 2)),
    ],
)
def test_what_is_newer(older, newer):
    none = rows()
    assert newest_rows(rows(older, newer), none)[0].tolist() == [1]
    assert newest_rows(rows(newer, older), none)[0].tolist() == [0]
    assert newest_rows(rows(older), rows(newer))[1] == ["7"]
    assert newest_rows(rows(newer), rows(older)) == ([0], [])


def test_a_deletion_comes_behind_the_documents_of_its_record():
    same = ("7", 1, 1, 0, 0, 1)
    kept, deleted = newest_rows(rows(same), rows(same))
    assert (kept.tolist(), deleted) == ([], ["7"])


def test_nothing_at_all():
    kept, deleted = newest_rows(rows(), rows())
    assert (kept.tolist(), deleted) == ([], [])


def spills_of(folder, documents, number=0):
    """What the split leaves of a bundle, in one range."""
    paths = {}
    for table, rows_from in {"documents": document_rows, "entities": entity_rows}.items():
        writer = TableWriter(table, f"{folder}/bundle{number}/{table}", {})
        paths[table] = [file.path for file in [*writer.write(rows_from(documents)), *writer.close()]]
    bundle = Bundle("R1", paths)
    sources = {"a": Source("R1", 1, 0, 0), "b": Source("R1", 2, 0, 1)}
    return [spill for _, spill in split_rows((number, bundle), sources, [], f"{folder}/ranges")]


def test_a_range_is_sorted_and_its_entities_follow_the_documents(tmp_path):
    old = spills_of(tmp_path, [annotated("2", "Zinc x.", "a#1"), annotated("1", "Lead x.", "a#2")], 0)
    new = spills_of(tmp_path, [annotated("2", "Gold x.", "b#1")], 1)
    (facts,) = merge_range((0, [None, *new, *old]), ranges_of([]), Target(f"{tmp_path}/tables", 1 << 20, {}, None))
    tables = {file.table: pq.read_table(file.path).to_pylist() for file in facts.files if file.table != "index"}
    assert [(row["doc_id"], row["text"]) for row in tables["documents"]] == [("1", "Lead x."), ("2", "Gold x.")]
    assert [(row["doc_id"], row["text"]) for row in tables["entities"]] == [("1", "Lead"), ("2", "Gold")]
    counts = facts.found, facts.older, facts.described.documents, facts.deleted, facts.compared.added
    assert counts == (3, 1, 2, 0, 2)


def test_a_range_without_rows_writes_nothing(tmp_path):
    (facts,) = merge_range((0, [None]), ranges_of([]), Target(f"{tmp_path}/tables", 1 << 20, {}, None))
    assert (facts.files, facts.found) == ((), 0)


def test_a_range_that_is_cut_has_the_rows_and_counts_of_one_that_is_not(tmp_path, monkeypatch):
    ids = [f"{number:02}" for number in range(30)]
    spills = spills_of(tmp_path, [annotated(doc_id, source=f"a#{n}") for n, doc_id in enumerate(ids)], 0)
    spills += spills_of(tmp_path, [annotated(doc_id, "Gold x.", f"b#{n}") for n, doc_id in enumerate(ids[:9])], 1)
    (whole,) = merge_range((0, spills), ranges_of([]), Target(f"{tmp_path}/whole", 1 << 20, {}, None))
    monkeypatch.setattr("transforms.snapshots.read_spills.PART_BYTES", 2_000)
    cut = list(merge_range((0, spills), ranges_of([]), Target(f"{tmp_path}/cut", 1 << 20, {}, None)))
    assert len(cut) > 3
    for name in ("found", "older", "deleted"):
        assert sum(getattr(part, name) for part in cut) == getattr(whole, name)
    for table in ("documents", "entities"):
        assert rows_of(tmp_path / "cut", table) == rows_of(tmp_path / "whole", table)


@pytest.mark.slow
def test_a_range_of_3_gib_of_text_is_right(tmp_path):
    """In one column, 2 GiB of text would overflow."""
    text = "x" * 3_300_000  # one word, which the maker of documents is quick with, and no entity
    spills = []
    for number in range(11):
        names = [annotated(f"{number:02}{place:02}", text, f"a#{number}") for place in range(100)]
        spills += spills_of(tmp_path, names, number)
    facts = list(merge_range((0, spills), ranges_of([]), Target(f"{tmp_path}/tables", 1 << 20, {}, None)))
    assert sum(part.described.documents for part in facts) == 1_100
    files = [file.path for part in facts for file in part.files if file.table == "documents"]
    sizes = [pc.binary_length(group["text"]).to_pylist() for path in files for group in row_groups(path, ["text"])]
    assert sum(map(sum, sizes)) == 1_100 * len(text) > 3 << 30

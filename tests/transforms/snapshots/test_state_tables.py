import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.committed import commit
from transforms.snapshots.newest_state import newest_state
from transforms.snapshots.state_tables import first_rows, read_table, rows_of_document, select_of


@pytest.fixture
def two_nights(tmp_path):
    """An output whose second run has a new text of `d1`, and has read `a.jsonl` again."""
    output = str(tmp_path / "it's")
    letters = [{"source": "a.jsonl#7"}, {"source": "b.tar/x.xml"}]
    commit(output, "R1", {"d1": "Zinc helps Rat.", "d2": "Lead harms."}, letters, ["a.jsonl", "b.tar"])
    commit(output, "R2", {"d1": "Zinc harms."}, [{"source": "a.jsonl#9"}], ["a.jsonl"])
    return newest_state(output)


def test_a_document_is_taken_from_the_newest_run_that_has_it(two_nights):
    documents = read_table(two_nights, "documents", ["doc_id", "text"])
    assert sorted(documents.to_pylist(), key=str) == [
        {"doc_id": "d1", "text": "Zinc harms."},
        {"doc_id": "d2", "text": "Lead harms."},
    ]
    assert sorted(read_table(two_nights, "entities", ["text"])["text"].to_pylist()) == ["Lead", "Zinc"]


def test_a_dead_letter_goes_when_its_file_is_read_again(two_nights):
    assert read_table(two_nights, "dead_letters", ["source"])["source"].to_pylist() == ["b.tar/x.xml", "a.jsonl#9"]


@pytest.mark.parametrize("table", ["documents", "entities"])
def test_duckdb_finds_the_same_rows(two_nights, table):
    columns = ["doc_id", "text"]
    found = duckdb.sql(f"SELECT {', '.join(columns)} FROM ({select_of(two_nights, table)})").fetchall()
    expected = [tuple(row.values()) for row in read_table(two_nights, table, columns).to_pylist()]
    assert sorted(found) == sorted(expected) != []


def test_one_run_is_read_as_it_is(tmp_path):
    commit(str(tmp_path), "R1", {"d1": "Zinc.", "d2": "Zinc."})
    state = newest_state(str(tmp_path))
    assert read_table(state, "documents", ["text"])["text"].to_pylist() == ["Zinc.", "Zinc."]
    assert len(duckdb.sql(select_of(state, "entities")).fetchall()) == 2


def test_columns_that_an_older_run_lacks_are_null(tmp_path):
    commit(str(tmp_path), "R1", {"d1": "Zinc."})
    folder = tmp_path / "entities" / "run=R1"
    (path,) = folder.glob("*.parquet")
    pq.write_table(pq.read_table(path, partitioning=None).drop_columns(["source", "concept_id"]), path)
    rows = read_table(newest_state(str(tmp_path)), "entities")
    assert (rows["source"].to_pylist(), rows["text"].to_pylist()) == ([None], ["Zinc"])


def test_sections_of_the_first_schema_get_headings(tmp_path):
    commit(str(tmp_path), "R1", {"d1": "Zinc."})
    (path,) = (tmp_path / "documents" / "run=R1").glob("*.parquet")
    rows = pq.read_table(path, partitioning=None)
    old = pa.list_(pa.struct([("name", pa.string()), ("start", pa.int32()), ("end", pa.int32())]))
    sections = pa.array([[{"name": "title", "start": 0, "end": 5}]], old)
    pq.write_table(rows.set_column(rows.column_names.index("sections"), "sections", sections), path)
    (found,) = read_table(newest_state(str(tmp_path)), "documents")["sections"].to_pylist()
    assert found == [{"name": "title", "start": 0, "end": 5, "heading": None}]


def test_the_rows_of_one_document_are_those_of_its_newest_run(two_nights):
    assert [row["text"] for row in rows_of_document(two_nights, "entities", "d1")] == ["Zinc"]
    assert [row["text"] for row in rows_of_document(two_nights, "documents", "d2")] == ["Lead harms."]
    assert rows_of_document(two_nights, "documents", "d9") == []


def test_the_first_rows_are_of_the_newest_run_that_has_any(two_nights):
    assert [row["text"] for row in first_rows(two_nights, "documents", 5)] == ["Zinc harms."]


def test_rows_that_a_later_night_voids_are_shown_nowhere(tmp_path):
    commit(str(tmp_path), "R1", {"d1": "Zinc.", "d2": "Lead."})
    pq.write_table(pa.table({"doc_id": ["d1"]}), tmp_path / "voided.parquet")
    state = newest_state(str(tmp_path))
    state = state._replace(voided={path: (f"{tmp_path}/voided.parquet",) for path in state.files["documents"]})
    assert rows_of_document(state, "documents", "d1") == []
    assert [row["doc_id"] for row in first_rows(state, "documents", 5)] == ["d2"]


def test_a_run_without_dead_letters_has_an_empty_table(tmp_path):
    commit(str(tmp_path), "R1", {"d1": "Zinc."})
    rows = read_table(newest_state(str(tmp_path)), "dead_letters")
    assert (rows.num_rows, rows.column_names[0]) == (0, "source")

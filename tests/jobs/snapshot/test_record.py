from jobs.snapshot.facts import facts_of
from jobs.snapshot.plan_compaction import Compaction
from jobs.snapshot.record import Made, duplicates_in, snapshot_record
from tests.run_records import run_record
from tests.snapshot_records import range_facts
from tests.transforms.annotated import annotated
from transforms.tables.documents import document_rows
from transforms.writing.parquet_files import TableWriter


def test_dead_letters_are_those_of_runs_that_count():
    runs = {
        "R1": run_record("R1", documents=5, dead_letters_by_reason={"bad_json": 3}),
        "R2": run_record("R2", documents=7, dead_letters_by_reason={"bad_json": 1, "too_large": 2}),
    }
    compaction = Compaction([], {"pubmed26n0001.xml": "R2"}, ["pubmed26n0001.xml"], [], {"R1": 5, "R2": 6})
    record = snapshot_record(runs, compaction, facts_of([range_facts(0)]), Made("S1", 1.0, 2.0))
    assert record.dead_letters_by_reason == {"too_large": 2, "bad_json": 1}
    assert record.runs == {"R1": (5, 5), "R2": (7, 6)}
    assert (record.documents, record.inputs, record.year, record.models) == (1, 1, 26, ("stub",))
    assert (record.snapshot_id, record.published) == ("S1", False)


def test_files_of_last_year_are_named_where_their_documents_are_gone():
    runs = {"R1": run_record("R1")}
    compaction = Compaction([], {"pubmed26n0001.xml": "R1"}, ["pubmed26n0001.xml"], [], {"R1": 4})
    gone = {"pubmed25n0007.xml": 2, "a.jsonl": 1}
    facts = facts_of([range_facts(0, compared={"gone_by_file": gone})])
    assert snapshot_record(runs, compaction, facts, Made("S1", 1.0, 2.0)).superseded == ("pubmed25n0007.xml",)


def written(folder, name, *documents):
    writer = TableWriter("documents", str(folder), {}, name)
    (file,) = [*writer.write(document_rows(documents)), *writer.close()]
    return file.path


def test_two_versions_of_a_document_are_one_id_twice_also_in_two_files(tmp_path):
    first = written(tmp_path / "a", "00000-x", annotated("1"), annotated("7"))
    second = written(tmp_path / "b", "00001-x", annotated("7.2", version=2), annotated("8"))
    assert duplicates_in([second, first]) == ["7"]
    assert duplicates_in([first]) == []

from jobs.snapshot.plan_compaction import Compaction
from jobs.snapshot.record import duplicates_in, past_records, snapshot_record
from tests.transforms.annotated import annotated
from transforms.storage import write_json, write_text
from transforms.tables.documents import document_rows
from transforms.writing.parquet_files import TableWriter


def run(documents, **reasons):
    counts = {"documents": documents}
    return {"counts": counts, "dead_letters_by_reason": reasons, "model": {"name": "m"}, "tokens_per_second": 9}


def test_dead_letters_are_those_of_runs_that_count():
    runs = {"R1": run(5, bad_json=3), "R2": run(7, bad_json=1, too_large=2)}
    compaction = Compaction([], {"pubmed26n0001.xml": "R2"}, ["pubmed26n0001.xml"], [], {"R1": 5, "R2": 6})
    record = snapshot_record(runs, compaction, {"documents": 6})
    assert record["dead_letters_by_reason"] == {"too_large": 2, "bad_json": 1}
    assert record["runs"] == {"R1": [5, 5], "R2": [7, 6]}
    assert [record[name] for name in ("documents", "inputs", "year", "models")] == [6, 1, 26, ["m"]]


def test_past_records_are_in_the_order_of_their_ids(tmp_path):
    for name in ("2026-02", "2026-01"):
        write_json(f"{tmp_path}/reports/{name}.json", {"snapshot_id": name})
    write_text(f"{tmp_path}/reports/2026-01.html", "a page")
    assert [record["snapshot_id"] for record in past_records(str(tmp_path))] == ["2026-01", "2026-02"]


def written(folder, name, *documents):
    writer = TableWriter("documents", str(folder), {}, name)
    (file,) = [*writer.write(document_rows(documents)), *writer.close()]
    return file.path


def test_two_versions_of_a_document_are_one_id_twice_also_in_two_files(tmp_path):
    first = written(tmp_path / "a", "00000-x", annotated("1"), annotated("7"))
    second = written(tmp_path / "b", "00001-x", annotated("7.2", version=2), annotated("8"))
    assert duplicates_in([second, first]) == ["7"]
    assert duplicates_in([first]) == []

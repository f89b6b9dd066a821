from tests.run_records import run_record
from transforms.runs.file_order import FileNumber, file_number, is_superseded, last_readings, live_readings, newest_year


def run(*paths, sha256="00"):
    return run_record(paths=paths, sha256=sha256)


def test_names_of_pubmed_have_a_year_and_a_number():
    assert file_number("gs://b/baseline/pubmed26n0031.xml.gz") == FileNumber(26, 31)
    assert file_number("medline16n0902.xml.gz") == FileNumber(16, 902)


def test_other_names_have_none():
    assert [file_number(name) for name in ("part-0031.xml", "26n0031.xml", "mypubmed26n0031.xml")] == [None] * 3


def test_the_newest_year_supersedes_the_others_but_no_other_files():
    year = newest_year(["pubmed26n0001.xml", "pubmed27n0001.xml", "a.jsonl"])
    assert year == 27
    assert [is_superseded(path, year) for path in ("pubmed26n0009.xml", "pubmed27n0001.xml", "a.jsonl")] == [
        True, False, False,
    ]  # fmt: skip


def test_the_last_reading_of_a_file_counts():
    readings = last_readings({"R2": run("a"), "R1": run("a", "b")})
    assert {path: reading.run_id for path, reading in readings.items()} == {"a": "R2", "b": "R1"}


def test_a_file_that_could_not_be_read_leaves_its_former_reading():
    assert last_readings({"R1": run("a"), "R2": run("a", sha256=None)})["a"].run_id == "R1"


def test_files_of_last_year_are_no_longer_live():
    runs = {"R1": run("pubmed26n0001.xml", "a.jsonl"), "R2": run("pubmed27n0001.xml")}
    assert set(live_readings(runs)) == {"a.jsonl", "pubmed27n0001.xml"}

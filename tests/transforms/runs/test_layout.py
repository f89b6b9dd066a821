from transforms.runs.layout import Layout
from transforms.tables.all_tables import TABLES

LAYOUT = Layout("/data/annotations", "R1")


def test_tables_of_a_run_are_partitions_that_readers_know():
    assert [LAYOUT.final(table) for table in TABLES] == [
        "/data/annotations/entities/run=R1",
        "/data/annotations/documents/run=R1",
        "/data/annotations/dead_letters/run=R1",
        "/data/annotations/deletions/run=R1",
    ]


def test_an_unfinished_run_lies_outside_the_tables():
    unfinished = [LAYOUT.staged("entities"), LAYOUT.manifest, LAYOUT.intent]
    assert all(path.startswith("/data/annotations/.staging/R1/") for path in unfinished)


def test_the_record_lies_beside_the_tables():
    assert LAYOUT.record == "/data/annotations/runs/R1.json"

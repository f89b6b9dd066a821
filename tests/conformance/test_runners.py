import pytest

from tests.conformance.tables import naive_rows, record_of, rows_of
from tests.conformance.taggers import load_short


def test_the_rows_are_those_of_a_plain_loop(runner, tag, corpus, tmp_path):
    assert tag(corpus, *runner) == 0
    assert rows_of(tmp_path / "out") == naive_rows(corpus)
    assert sum(record_of(tmp_path / "out")["documents_by_worker"].values()) == 121


def test_files_in_parts_make_the_same_rows(runner, tag, corpus, tmp_path, small_parts):
    assert tag(corpus, *runner) == 0
    assert rows_of(tmp_path / "out") == naive_rows(corpus)


def test_several_workers_share_a_large_file(two_processes, tag, large_file, tmp_path, small_parts):
    assert tag(large_file, *two_processes) == 0
    record = record_of(tmp_path / "out")
    shares = record["documents_by_worker"].values()
    assert (len(shares), sum(shares), min(shares) > 200) == (2, 900, True)
    assert record["counters"]["ReadDocuments/parts_read"] > 50
    assert rows_of(tmp_path / "out") == naive_rows(large_file)


def test_a_run_that_fails_publishes_nothing(runner, tag, corpus, tmp_path):
    with pytest.raises(Exception, match=r"."):
        tag(corpus, *runner, load=load_short)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".staging"]


def test_a_corpus_without_documents_gives_tables_without_rows(runner, tag, tmp_path):
    file = tmp_path / "empty.jsonl"
    file.touch()
    assert tag(file, *runner, "--max_dead_letter_rate=1") == 0
    letters = [(f"{file}#1", "read", "empty_file")]
    assert rows_of(tmp_path / "out") == {"entities": [], "documents": [], "dead_letters": letters}

import pyarrow.parquet as pq
import pytest

from jobs import tag_corpus
from jobs.run.first_letters import Letter, first_letters
from transforms.records import DeadLetter
from transforms.tables.dead_letters import dead_letter_rows


@pytest.fixture
def letters(tmp_path):
    """Writes letters with these sources, some a file and some a row group, as a run has them."""

    def letters(*files):
        folder = tmp_path / "dead_letters" / "run=R1"
        folder.mkdir(parents=True)
        for number, groups in enumerate(files):
            rows = [
                dead_letter_rows([DeadLetter(source, None, "read", "bad_json", "x", "") for source in group])
                for group in groups
            ]
            with pq.ParquetWriter(folder / f"{number}.parquet", rows[0].schema) as writer:
                for group in rows:
                    writer.write_table(group)
        return [letter.source for letter in first_letters(str(tmp_path), "R1")]

    return letters


def test_the_first_of_all_files_and_row_groups(letters):
    assert letters([["b#1", "z#1"], ["c#1"]], [["d#1"], ["a#1"]]) == ["a#1", "b#1", "c#1"]


def test_fewer_than_three(letters):
    assert letters([["b#1"]]) == ["b#1"]


def test_a_run_without_dead_letters(letters):
    assert letters([[]]) == []


def test_a_source_without_a_record_is_a_file():
    assert Letter("in/a.xml", "truncated", "the file ends").lines[0] == "in/a.xml: truncated, the file ends"


def test_a_long_detail_is_cut():
    assert len(Letter("a#1", "bad_json", "x" * 1_000).lines[0]) < 150


def test_the_job_shows_them(corpus, tmp_path, capsys):
    tag_corpus.main([f"--input={corpus}", f"--output={tmp_path}/out"])
    shown = capsys.readouterr().out
    assert f"  {corpus}/b.jsonl, record 21: bad_json, " in shown
    assert f"  {corpus}/b.jsonl, record 22: tagger_failed, " in shown
    assert "    -> a fault of the tagger: please report it with the record" in shown
    assert f"  whole in {tmp_path}/out/dead_letters/run=" in shown

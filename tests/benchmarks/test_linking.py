import gzip
import json

import pytest

from benchmarks import linking
from benchmarks.linking import read_texts

RECORDS = [{"pmid": "", "title": "On rats.", "abstract": "They sleep."}, {"pmid": "7", "text": "On mice."}]
LINES = "".join(json.dumps(record) + "\n" for record in RECORDS)


def test_records_without_an_id_are_read_too(tmp_path):
    (tmp_path / "a.jsonl").write_text(LINES)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINES.encode()))
    for name in ("a.jsonl", "a.jsonl.gz"):
        assert list(read_texts(str(tmp_path / name))) == ["On rats. They sleep.", "On mice."]


def test_input_without_text_is_told_in_a_line(tmp_path, monkeypatch, capsys):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1", "text": ""}\n')
    monkeypatch.setattr("sys.argv", ["linking", "--terminology=none", f"--input={path}"])
    with pytest.raises(SystemExit):
        linking.main()
    assert f"there is no text in {path}" in capsys.readouterr().err


def test_other_files_are_read_as_a_job_reads_them(tmp_path):
    (tmp_path / "a.txt").write_text("On rats.")
    assert [text.strip() for text in read_texts(str(tmp_path / "a.txt"))] == ["On rats."]

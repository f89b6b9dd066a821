import json

from benchmarks import large_file
from benchmarks.large_file import read_seconds, write_large


def test_ids_are_different_and_texts_come_back(tmp_path, monkeypatch):
    monkeypatch.setattr(large_file, "_DIFFERENT", 3)
    write_large(tmp_path / "a.jsonl", 20_000)
    records = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert [record["id"] for record in records] == [str(number) for number in range(len(records))]
    assert records[0]["abstract"] == records[3]["abstract"] != records[1]["abstract"]
    assert 20_000 <= (tmp_path / "a.jsonl").stat().st_size < 30_000


def test_every_step_is_timed(tmp_path, monkeypatch):
    monkeypatch.setattr(large_file, "_DIFFERENT", 3)
    write_large(tmp_path / "a.jsonl", 1_000)
    assert list(read_seconds(tmp_path / "a.jsonl")) == ["whole", "cut", "survey", "number", "parts", "number of parts"]

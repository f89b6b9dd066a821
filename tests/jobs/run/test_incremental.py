import hashlib
import json
import os
from dataclasses import replace

import pandas as pd
import pytest

from jobs.run.incremental import parts, uncovered
from jobs.tag_corpus import main
from tests.run_records import run_record
from tests.stub_tagger import StubTagger
from transforms.records import InputFile
from transforms.runs.run_record import InputRecord

SETTINGS = {"model_digest": "00"}


@pytest.fixture
def tag(tmp_path, capsys):
    """Tags the folder `in` incrementally; returns the exit code and what was printed."""
    (tmp_path / "in").mkdir()

    def tag(*flags):
        code = main([f"--input={tmp_path}/in", f"--output={tmp_path}/out", "--incremental", *flags])
        return code, capsys.readouterr()

    return tag


def write(path, **texts):
    path.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items()))


def records(output):
    return [json.loads(path.read_text()) for path in sorted((output / "runs").iterdir())]


def tagged_documents(record):
    return record["counters"].get("TagDocuments/num_inferences", 0)


def test_other_sections_are_other_documents(tag, tmp_path):
    (tmp_path / "in/a.jsonl").write_text('{"id": 1, "title": "Zinc.", "abstract": "It helps."}\n')
    tag("--sections=title")
    assert "nothing to do" in tag("--sections=title")[1].out
    tag()
    assert [record["settings"].get("sections") for record in records(tmp_path / "out")] == [["title"], None]
    assert sorted(pd.read_parquet(tmp_path / "out/documents").text) == ["Zinc.", "Zinc. It helps."]


def test_a_night_without_changes_tags_nothing(tag, tmp_path):
    write(tmp_path / "in" / "a.jsonl", d1="Zinc helps.")
    tag()
    code, printed = tag()
    assert (code, printed.out) == (0, "nothing to do: every input is covered by a committed run\n")
    assert len(records(tmp_path / "out")) == 1


def test_only_what_is_new_is_tagged(tag, tmp_path):
    write(tmp_path / "in" / "a.jsonl", d1="Zinc helps.")
    tag()
    write(tmp_path / "in" / "b.jsonl", d2="Lead harms.")
    assert tag()[0] == 0
    first, second = records(tmp_path / "out")
    assert [len(first["inputs"]), len(second["inputs"])] == [1, 1]
    assert sorted(pd.read_parquet(tmp_path / "out" / "entities")["text"]) == ["Lead", "Zinc"]


def test_unchanged_documents_of_a_changed_file_are_not_tagged_again(tag, tmp_path):
    write(tmp_path / "in" / "a.jsonl", d1="Zinc helps Rats. It Did.", d2="None here.", d3="Lead harms.")
    tag()
    write(tmp_path / "in" / "a.jsonl", d1="Zinc helps Rats. It Did.", d2="None here.", d3="Lead harms Bob.")
    printed = tag()[1]
    assert "unchanged      2 documents were not tagged again" in printed.out
    first, second = records(tmp_path / "out")
    assert [tagged_documents(first), tagged_documents(second)] == [3, 1]
    rows = pd.read_parquet(tmp_path / "out" / "entities").drop(columns="run").astype(str)
    runs = pd.read_parquet(tmp_path / "out" / "entities")["run"]
    old, new = (rows[runs == record["run_id"]].reset_index(drop=True) for record in (first, second))
    assert new[new.doc_id == "d1"].values.tolist() == old[old.doc_id == "d1"].values.tolist()
    assert list(new[new.doc_id == "d3"].text) == ["Lead", "Bob"]
    documents = pd.read_parquet(tmp_path / "out" / "documents").query("doc_id == 'd1'")
    assert list(documents.sentences) == [2, 2]


def test_another_model_tags_everything_once(tag, tmp_path, monkeypatch):
    write(tmp_path / "in" / "a.jsonl", d1="Zinc helps.")
    tag()
    monkeypatch.setattr(StubTagger, "digest", "1" * 64)
    assert [tag()[0], tag()[0]] == [0, 0]
    assert [tagged_documents(record) for record in records(tmp_path / "out")] == [1, 1]


def test_runs_are_committed_after_so_many_files(tag, tmp_path):
    for name in "abc":
        write(tmp_path / "in" / f"{name}.jsonl", **{name: "Zinc helps."})
    assert tag("--files_per_run=2")[0] == 0
    assert [len(record["inputs"]) for record in records(tmp_path / "out")] == [2, 1]
    assert tagged_documents(records(tmp_path / "out")[1]) == 0  # the same text


@pytest.mark.parametrize(
    ("flags", "reason"),
    [
        (["--overwrite"], "give one of the two"),
        (["--files_per_run=0"], "--files_per_run needs --incremental, and 1 or more. Received: 0"),
    ],
)
def test_flags_that_make_no_sense_are_refused(tag, tmp_path, flags, reason):
    code, printed = tag(*flags)
    assert code == 2
    assert reason in printed.err


def test_a_file_that_is_not_what_its_md5_says_is_refused(tag, tmp_path):
    path = tmp_path / "in" / "a.jsonl"
    write(path, d1="Zinc helps.")
    checksum = hashlib.md5(path.read_bytes()).hexdigest()
    (tmp_path / "in" / "a.jsonl.md5").write_text(f"MD5(a.jsonl)= {checksum}\n")
    assert tag()[0] == 0
    write(path, d1="Zinc help")
    code, printed = tag()
    assert code == 2
    assert f"expected the md5 {checksum}" in printed.err
    assert len(records(tmp_path / "out")) == 1


def reading(path, **facts):
    read = InputRecord(str(path), 5, hashlib.sha256(b"Zinc.").hexdigest(), 100.0)
    return {"R1": run_record(settings=SETTINGS, started=200.0, inputs=(replace(read, **facts),))}


@pytest.fixture
def zinc(tmp_path):
    path = tmp_path / "zinc.txt"
    path.write_text("Zinc.")
    os.utime(path, (100, 100))
    return path


def is_covered(path, runs, settings=SETTINGS):
    return not uncovered([InputFile(str(path))], settings, runs)


def test_size_and_time_stamp_are_enough_for_a_file_that_has_rested(zinc):
    assert is_covered(zinc, reading(zinc, sha256="00"))


def test_the_checksum_decides_where_the_time_stamp_is_another(zinc):
    assert is_covered(zinc, reading(zinc, modified=99.0))
    assert not is_covered(zinc, reading(zinc, modified=99.0, sha256="00"))


def test_a_file_changed_just_before_it_was_read_is_read_for_its_checksum(zinc):
    runs = reading(zinc, sha256="00")
    runs["R1"] = replace(runs["R1"], started=101.0)
    assert not is_covered(zinc, runs)


def test_other_settings_cover_nothing(zinc):
    assert not is_covered(zinc, reading(zinc), {"model_digest": "11"})


def test_only_the_last_reading_counts(zinc):
    runs = reading(zinc)
    runs["R2"] = replace(runs["R1"], settings={"model_digest": "11"})
    assert not is_covered(zinc, runs)


def test_a_file_that_could_not_be_read_is_not_covered(zinc):
    assert not is_covered(zinc, reading(zinc, sha256=None))


def test_files_of_pubmed_are_in_its_order_and_those_of_last_year_are_left_out(tmp_path):
    names = ["pubmed26n0010.xml", "pubmed26n0002.xml", "pubmed25n1400.xml", "other.xml"]
    for name in names:
        (tmp_path / name).touch()
    left = uncovered([InputFile(str(tmp_path / name)) for name in names], SETTINGS, {})
    assert [file.path.rpartition("/")[2] for file in left] == ["other.xml", "pubmed26n0002.xml", "pubmed26n0010.xml"]


def test_nothing_to_do_makes_no_part():
    assert list(parts([], None)) == []

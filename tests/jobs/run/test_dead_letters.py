import json
import tarfile

import pandas as pd
import pytest

from jobs.run.dead_letters import asks_to_retag, file_of
from jobs.tag_corpus import main
from tests.stub_tagger import StubTagger

POISON = {"id": "poisoned", "text": "POISON harms Bob."}


@pytest.fixture
def failed(corpus, tmp_path):
    """The output of a run with two dead letters: a cut record, and one that the tagger failed on."""
    assert main([f"--input={corpus}", f"--output={tmp_path}/out", "--max_dead_letter_rate=1"]) == 0
    return tmp_path / "out"


@pytest.fixture
def fixed(failed, monkeypatch):
    """The same, and the tagger now takes what it failed on."""
    tag_one = StubTagger._tag_one
    clean = {"POISON": "Poison"}
    monkeypatch.setattr(
        StubTagger,
        "_tag_one",
        lambda self, text, tokens: tag_one(
            self, text, tokens._replace(words=[clean.get(word, word) for word in tokens.words])
        ),
    )
    return failed


def retag(output, *flags):
    return main([f"--input={output}/dead_letters", f"--output={output}", "--max_dead_letter_rate=1", *flags])


def last_record(output):
    return json.loads(sorted((output / "runs").iterdir())[-1].read_text())


def rows_of_run(output, table, run_id):
    return pd.read_parquet(output / table).query(f"run == '{run_id}'")


def test_a_record_that_failed_is_tagged_after_a_fix_and_no_other(fixed, corpus):
    assert retag(fixed) == 0
    record = last_record(fixed)
    assert record["counters"]["TagDocuments/num_inferences"] == 1
    assert [read["path"] for read in record["inputs"]] == [f"{corpus}/b.jsonl"]
    entities = rows_of_run(fixed, "entities", record["run_id"])
    assert list(entities[entities.doc_id == "poisoned"].text) == ["POISON"]


def test_a_record_that_fails_again_is_a_dead_letter_again(fixed):
    retag(fixed)
    letters = rows_of_run(fixed, "dead_letters", last_record(fixed)["run_id"])
    assert list(letters.reason) == ["bad_json"]


def test_a_file_without_dead_letters_in_its_last_reading_is_left_alone(fixed, corpus, capsys):
    text = (corpus / "b.jsonl").read_text().replace('{"id": "cut", "te\n', "")
    (corpus / "b.jsonl").write_text(text)
    assert retag(fixed) == 0
    assert last_record(fixed)["counts"]["dead_letters"] == 0
    before = last_record(fixed)
    capsys.readouterr()
    assert retag(fixed) == 0
    assert capsys.readouterr().out.startswith("nothing to do")
    assert last_record(fixed) == before


def test_the_new_reading_stands_for_the_whole_file(fixed):
    retag(fixed)
    documents = rows_of_run(fixed, "documents", last_record(fixed)["run_id"])
    assert sorted(documents.doc_id) == sorted(["poisoned", *(f"b{number}" for number in range(20))])


def test_a_file_that_is_no_more_is_named_and_the_others_are_tagged(fixed, corpus, capsys):
    (corpus / "b.jsonl").unlink()
    assert retag(fixed) == 0
    assert f"{corpus}/b.jsonl is no more; its dead letters stay" in capsys.readouterr().err


def test_a_record_in_an_archive_is_found_again(tmp_path):
    member = tmp_path / "m.jsonl"
    member.write_text(json.dumps(POISON) + "\n")
    with tarfile.open(tmp_path / "in.tar.gz", "w:gz") as archive:
        archive.add(member, "m.jsonl")
    main([f"--input={tmp_path}/in.tar.gz", f"--output={tmp_path}/out", "--max_dead_letter_rate=1"])
    assert retag(tmp_path / "out") == 0
    assert last_record(tmp_path / "out")["inputs"][0]["path"] == f"{tmp_path}/in.tar.gz"


def test_a_text_that_failed_keeps_the_id_of_its_path(tmp_path):
    for name, text in (("1", b"\xff"), ("2", b"Zinc helps.")):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "a.txt").write_bytes(text)
    main([f"--input={tmp_path}/in", f"--output={tmp_path}/out", "--max_dead_letter_rate=1"])
    (tmp_path / "in" / "1" / "a.txt").write_bytes(b"Lead harms.")
    assert retag(tmp_path / "out") == 0
    assert sorted(pd.read_parquet(tmp_path / "out" / "documents").doc_id) == ["1/a", "2/a"]


def test_dead_letters_of_another_output_are_no_request(tmp_path):
    assert asks_to_retag([f"{tmp_path}/out/dead_letters/"], f"{tmp_path}/out")
    assert not asks_to_retag([f"{tmp_path}/other/dead_letters"], f"{tmp_path}/out")
    assert not asks_to_retag(None, f"{tmp_path}/out")


def test_dead_letters_cannot_be_tagged_over_the_runs_that_hold_them(failed, capsys):
    assert retag(failed, "--overwrite") == 2
    assert "give one of the two" in capsys.readouterr().err


@pytest.mark.parametrize("source", ["b/a#1.txt", "b/a#1.txt#7"])
def test_a_hash_in_the_name_of_a_file_is_not_the_number_of_a_record(source):
    assert file_of(source, {"b/a#1.txt"}) == "b/a#1.txt"
    assert file_of(source, {"b/c.txt"}) is None

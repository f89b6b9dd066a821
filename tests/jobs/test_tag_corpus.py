import io
import json

import duckdb
import pandas as pd
import pytest

from jobs.tag_corpus import main
from ner_model.text import tokenize
from tests.object_store import OBJECTS
from tests.stub_tagger import StubTagger
from transforms.reading.read_file import read_file
from transforms.reading.record import ReadOptions
from transforms.records import DeadLetter, InputFile

COLUMNS = ["doc_id", "sentence", "start", "end", "label", "text"]


def rows_of(output):
    """The rows of the entities table, sorted."""
    table = pd.read_parquet(output / "entities")
    return sorted(table[COLUMNS].itertuples(index=False, name=None))


def naive_rows(corpus):
    """What a plain loop over the documents finds."""
    rows = []
    for path in corpus.iterdir():
        for document in read_file(InputFile(str(path)), ReadOptions()):
            if isinstance(document, DeadLetter) or "POISON" in document.text:
                continue
            (entities,) = StubTagger().tag([document.text], [tokenize(document.text)])
            rows += [(document.doc_id, entity.sentence, *entity[:4]) for entity in entities]
    return sorted(rows)


def record_of(output):
    (path,) = (output / "runs").iterdir()
    return json.loads(path.read_text())


@pytest.mark.parametrize(
    "flags",
    [
        [],
        ["--direct_runner_bundle_repeat=2"],
        ["--direct_running_mode=multi_processing", "--direct_num_workers=2"],
    ],
)
def test_the_rows_are_those_of_a_plain_loop_on_every_path(tagged, corpus, tmp_path, flags):
    assert tagged(*flags) == 0
    assert rows_of(tmp_path / "out") == naive_rows(corpus)


def test_a_run_prints_a_summary_and_leaves_a_record(tagged, tmp_path, capsys):
    assert tagged() == 0
    assert "documents      41 from 3 files" in capsys.readouterr().out
    record = record_of(tmp_path / "out")
    assert record["counts"]["documents_read"] == 43
    assert record["dead_letters_by_reason"] == {"read/bad_json": 1, "tag/tagger_failed": 1}
    assert record["counters"]["TagDocuments/model_loads"] == 1
    assert record["runner"] == "FnApiRunner"
    assert [len(file["sha256"]) for file in record["inputs"]] == [64, 64, 64]


def test_pandas_and_duckdb_read_the_tables_in_one_line(tagged, tmp_path):
    tagged()
    output = tmp_path / "out"
    (run_id,) = set(pd.read_parquet(output / "entities")["run"])
    assert run_id == record_of(output)["run_id"]
    query = f"select distinct run from read_parquet('{output}/entities/*/*.parquet', hive_partitioning = true)"
    assert duckdb.sql(query).fetchall() == [(run_id,)]
    assert len(pd.read_parquet(output / "documents")) == 41
    assert len(pd.read_parquet(output / "dead_letters")) == 2


def test_texts_and_offsets_agree_in_the_tables(tagged, tmp_path):
    tagged()
    texts = pd.read_parquet(tmp_path / "out" / "documents").set_index("doc_id")["text"]
    assert all(texts[doc_id][start:end] == text for doc_id, _, start, end, _, text in rows_of(tmp_path / "out"))


def test_an_object_store_gets_the_same_rows(corpus):
    flags = [f"--input={corpus}", "--output=mem://bucket/out", "--max_dead_letter_rate=1"]
    assert [main(flags), main(flags), main([*flags, "--overwrite"])] == [0, 2, 0]
    entities = [pd.read_parquet(io.BytesIO(OBJECTS[path])) for path in OBJECTS if "/entities/" in path]
    assert sorted(pd.concat(entities)[COLUMNS].itertuples(index=False, name=None)) == naive_rows(corpus)
    assert {path.split("/")[4] for path in OBJECTS} == {"entities", "documents", "dead_letters", "runs", "report.html"}


def test_fields_are_named_by_flags(tmp_path):
    (tmp_path / "in.jsonl").write_text('{"key": "k1", "body_of_work": "Zinc helps."}\n')
    flags = ["--id_field=key", "--text_field=body_of_work", f"--output={tmp_path}/out"]
    assert main([f"--input={tmp_path}/in.jsonl", *flags]) == 0
    assert rows_of(tmp_path / "out") == [("k1", 0, 0, 4, "Name", "Zinc")]


def test_too_many_dead_letters_end_with_3_and_complete_tables(tagged, corpus, tmp_path):
    assert tagged("--max_dead_letter_rate=0.04") == 3
    assert rows_of(tmp_path / "out") == naive_rows(corpus)


def test_a_second_run_is_refused_and_changes_nothing(tagged, tmp_path, capsys):
    tagged()
    before = record_of(tmp_path / "out")
    assert tagged() == 2
    assert "is not empty; --overwrite replaces the 1 runs that it holds" in capsys.readouterr().err
    assert record_of(tmp_path / "out") == before


def test_overwrite_replaces_the_first_run(tagged, corpus, tmp_path):
    tagged()
    first = record_of(tmp_path / "out")["run_id"]
    assert tagged("--overwrite") == 0
    assert record_of(tmp_path / "out")["replaces"] == [first]
    assert rows_of(tmp_path / "out") == naive_rows(corpus)


def test_the_sample_may_be_tagged_again(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert (main([]), main([])) == (0, 0)
    assert record_of(tmp_path / "annotations")["sample"] is True


@pytest.mark.parametrize(
    ("flags", "reason"),
    [
        (["--input=none.xml"], "none.xml"),
        (["--output=file/out"], "file/out"),
        (["--runner=DaskRunner"], "--runner=DaskRunner is refused"),
        (["--runner=NoRunner"], "NoRunner"),
    ],
)
def test_what_cannot_work_is_one_line_and_exit_code_2(tmp_path, monkeypatch, capsys, flags, reason):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    assert main(flags) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("tag_corpus: ")
    assert reason in line
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_an_unreadable_model_is_refused_before_anything_is_written(tagged, tmp_path, monkeypatch, capsys):
    def refuse(name, engine, convention):
        raise ValueError("weights.npz: expected sha256 00. Received: ff")

    monkeypatch.setattr("ner_model.tagger.load", refuse)
    assert tagged() == 2
    assert capsys.readouterr().err == "tag_corpus: weights.npz: expected sha256 00. Received: ff\n"
    assert not (tmp_path / "out").exists()


def test_a_pipeline_that_fails_publishes_nothing(tagged, tmp_path, monkeypatch):
    monkeypatch.setattr(StubTagger, "tag", lambda self, texts, tokens: [])
    with pytest.raises(Exception, match="shorter"):
        tagged()
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".staging"]


def test_no_step_has_a_type_that_beam_warns_of(tagged, caplog):
    assert tagged() == 0
    assert [record.getMessage() for record in caplog.records if record.name == "root"] == []

import json
import shutil

import pyarrow.parquet as pq
import pytest

from jobs.suggest.__main__ import main as suggest_main
from jobs.tag_corpus import main
from ner_model import tagger
from ner_model.tagger import load
from tests.conventions import add
from transforms.runs.commit_run import committed_runs

TEXT = "Aspirin induced asthma in patients. The DNA, of asthma, in 12 mice."


@pytest.fixture
def run(tiny_model, tmp_path, monkeypatch):
    """Tags a text with a tagger that has a convention, and adds to the output; gives the exit code."""
    monkeypatch.setattr(tagger, "load", load)
    model = add(shutil.copytree(tiny_model, tmp_path / "model"))
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "d1", "text": TEXT}))
    flags = [f"--model={model}", f"--input={tmp_path / 'in.jsonl'}", f"--output={tmp_path / 'out'}"]
    return lambda *more: main([*flags, "--incremental", "--allow_unevaluated", *more])


def records(tmp_path):
    return [record for _, record in sorted(committed_runs(str(tmp_path / "out")).items())]


def test_a_run_and_its_rows_say_by_which_convention_they_are(run, tmp_path):
    assert run("--convention=theirs") == 0
    (record,) = records(tmp_path)
    assert (record.model.name, record.model.convention) == ("tiny", "theirs")
    assert set(record.entities_by_label) <= {"Disease", "Gene"}
    (file,) = (tmp_path / "out" / "entities").rglob("*.parquet")
    assert pq.read_schema(file).metadata[b"convention"] == b"theirs"
    assert "tiny with the convention theirs" in (tmp_path / "out" / "report.html").read_text()


def test_rows_of_the_own_convention_say_nothing_of_it(run, tmp_path):
    assert run() == 0
    (file,) = (tmp_path / "out" / "documents").rglob("*.parquet")
    assert b"convention" not in pq.read_schema(file).metadata
    assert records(tmp_path)[0].model.convention == ""


def test_a_night_with_another_convention_tags_all_again(run, tmp_path):
    for flags in ([], [], ["--convention=theirs"], ["--convention=theirs"]):
        assert run(*flags) == 0
    made = records(tmp_path)
    assert [record.model.convention for record in made] == ["", "theirs"]
    assert [record.counters.get("ReuseAnnotations/documents_reused", 0) for record in made] == [0, 0]


def test_a_convention_that_the_model_lacks_is_refused(run, capsys):
    assert run("--convention=others") == 2
    assert "no such convention; there is theirs. Received: convention='others'" in capsys.readouterr().err


def test_sentences_are_suggested_by_a_convention(run, tmp_path):
    flags = [f"--model={tmp_path / 'model'}", f"--input={tmp_path / 'in.jsonl'}", f"--output={tmp_path / 'suggested'}"]
    assert suggest_main([*flags, "--convention=theirs"]) == 0
    assert '<Label value="Gene"/>' in (tmp_path / "suggested" / "label_studio" / "labels.xml").read_text()

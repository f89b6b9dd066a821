import gzip

import pytest

from jobs.operation.options import TagOptions, parse
from jobs.run import dry_run as module
from jobs.run.dry_run import dry_run, measure
from jobs.tag_corpus import main
from ner_model import tagger
from ner_model.errors import Refused
from tests import stub_tagger
from tests.stub_tagger import StubTagger
from transforms.reading.record import ReadOptions
from transforms.records import InputFile


@pytest.fixture(autouse=True)
def stub_model(monkeypatch):
    """Jobs load the stub in place of a trained tagger."""
    monkeypatch.setattr(tagger, "load", stub_tagger.load)
    monkeypatch.setattr(StubTagger, "annotate", lambda self, texts: [[] for _ in texts], raising=False)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.jsonl").write_text('{"id": "a1", "text": "Zinc helps."}\n' * 3)
    (folder / "b.txt").write_text("Lead harms.")
    (folder / "c.pdf").write_bytes(b"%PDF-1.7\n")
    return folder


def test_what_would_be_read_is_said_and_nothing_is_written(corpus, tmp_path, capsys):
    assert main([f"--input={corpus}", f"--output={tmp_path}/out", "--dry_run"]) == 0
    out = capsys.readouterr().out
    assert "found          3 files" in out
    assert "would read     3 files, 0.0 MB (jsonl 1, text 1" in out
    assert "would take     about " in out
    assert out.endswith("nothing was written\n")
    assert not (tmp_path / "out").exists()


def test_what_committed_runs_cover_would_not_be_read(corpus, tmp_path, capsys):
    flags = [f"--input={corpus}", f"--output={tmp_path}/out", "--max_dead_letter_rate=1"]
    main(flags)
    (corpus / "d.txt").write_text("Iron.")
    before = sorted(tmp_path.rglob("*"))
    capsys.readouterr()
    assert main([*flags, "--incremental", "--dry_run"]) == 0
    out = capsys.readouterr().out
    assert "found          4 files" in out
    assert "would read     1 file, 0.0 MB (text 1)" in out
    assert sorted(tmp_path.rglob("*")) == before


def test_a_run_that_would_be_refused_is_refused(corpus, tmp_path, capsys):
    flags = [f"--input={corpus}", f"--output={tmp_path}/out", "--max_dead_letter_rate=1"]
    main(flags)
    assert main([*flags, "--dry_run"]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert main([*flags, "--overwrite", "--dry_run"]) == 0
    assert "would replace  runs: 1" in capsys.readouterr().out


def test_standard_input_is_refused():
    with pytest.raises(Refused, match="can be read once only"):
        dry_run(parse(["--input=-"]).view_as(TagOptions), 1)


def test_a_compressed_file_is_measured_by_its_beginning(tmp_path):
    lines = "".join(f'{{"id": "d{number}", "text": "Zinc helps {number * 7919}."}}\n' for number in range(40_000))
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(lines.encode()))
    speed = measure([InputFile(str(path))], StubTagger(), ReadOptions())
    assert 0 < speed.bytes <= path.stat().st_size
    assert speed.characters > 100_000


def test_measuring_ends_after_a_moment(tmp_path, monkeypatch):
    (tmp_path / "a.jsonl").write_text("".join(f'{{"id": "d{n}", "text": "Zinc."}}\n' for n in range(1_000)))
    monkeypatch.setattr(module, "_SECONDS", 0.0)
    speed = measure([InputFile(str(tmp_path / "a.jsonl"))], StubTagger(), ReadOptions())
    assert speed.characters < 1_000


def test_files_without_text_have_no_estimate(tmp_path, capsys):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    assert main([f"--input={tmp_path}/a.pdf", f"--output={tmp_path}/out", "--dry_run"]) == 0
    assert "a time that cannot be estimated" in capsys.readouterr().out

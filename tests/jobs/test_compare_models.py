import json

import pytest

from jobs import compact_annotations, compare_models, tag_corpus
from tests.stub_tagger import StubTagger


class LowerTagger(StubTagger):
    """Another model: it finds no word that begins with Z."""

    digest = "1" * 64

    def annotate(self, texts):
        from ner_model.text import tokenize

        return self.tag(texts, [tokenize(text) for text in texts])

    def _tag_one(self, text, tokens):
        return [entity for entity in super()._tag_one(text, tokens) if not entity.text.startswith("Z")]


@pytest.fixture
def corpus_file(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "d1", "text": "Zinc helps Rats. <b>Zinc</b> does."}))
    return path


def test_two_models(corpus_file, tmp_path, monkeypatch, capsys):
    old = type("Old", (LowerTagger,), {"_tag_one": StubTagger._tag_one})
    monkeypatch.setattr("ner_model.tagger.load", lambda name: old() if name == "old" else LowerTagger())
    flags = [f"--input={corpus_file}", "--old=old", "--new=new", f"--report={tmp_path}/report.html"]
    assert compare_models.main(flags) == 0
    assert capsys.readouterr().out.splitlines()[:4] == [
        "documents  1",
        "Name  same 1, gained 0, lost 2, changed 0",
        "gained  none",
        "lost  Zinc 2",
    ]
    assert "&lt;b&gt;<mark>Zinc <small>Name</small></mark>&lt;/b&gt; does." in (tmp_path / "report.html").read_text()


def test_two_snapshots(corpus_file, tmp_path, monkeypatch, capsys):
    for model in (StubTagger, LowerTagger):
        monkeypatch.setattr("ner_model.tagger.load", lambda *flags, model=model: model())
        tag_corpus.main([f"--input={corpus_file}", f"--output={tmp_path}/out", "--incremental"])
        assert compact_annotations.main([f"--output={tmp_path}/out"]) == 0
    capsys.readouterr()
    assert compare_models.main([f"--output={tmp_path}/out"]) == 0
    assert "Name  same 1, gained 0, lost 2, changed 0" in capsys.readouterr().out


@pytest.mark.parametrize(("flags", "reason"), [(["--input=x"], "--old and --new"), ([], "has the snapshots none")])
def test_what_cannot_be_compared_is_refused(tmp_path, capsys, flags, reason):
    assert compare_models.main([f"--output={tmp_path}", *flags]) == 2
    assert reason in capsys.readouterr().err

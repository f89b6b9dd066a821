import json

import pytest

from jobs.suggest import __main__ as suggest
from ner_model import tagger
from ner_model.tagger import load
from training.corpora.find_corpus import find_corpus
from training.corpora.open_corpus import read_parts

TEXTS = [
    "Aspirin induced asthma in patients. It was mild then.",
    "The DNA of patients with asthma, and aspirin.",
    "A note.",
    "Aspirin induced asthma in patients. Nothing else was seen.",
]


@pytest.fixture
def flags(tmp_path, tiny_model, monkeypatch):
    monkeypatch.setattr(tagger, "load", load)  # doubts are a matter of the network
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps({"id": f"d{n}", "text": text}) + "\n" for n, text in enumerate(TEXTS)))
    return [f"--model={tiny_model}", f"--input={path}", f"--output={tmp_path / 'out'}"]


def spans_of(documents):
    return {(document.text, *mention) for document in documents for mention in document.mentions}


def documents_of(path):
    return [document for part in read_parts(find_corpus(path).files).parts.values() for document in part]


def test_sentences_are_written_for_three_tools_and_read_back_as_corpora(flags, tmp_path, capsys):
    assert suggest.main([*flags, "--number=3"]) == 0
    assert "documents  4, dead letters 0" in capsys.readouterr().out
    out = tmp_path / "out"
    prodigy, brat = documents_of(out / "prodigy"), documents_of(out / "brat")
    assert len(prodigy) == len(brat) == 3
    assert spans_of(prodigy) == spans_of(brat)
    tasks = json.loads((out / "label_studio" / "suggested.label-studio.json").read_text())
    corrected = [{**task, "annotations": task.pop("predictions")} for task in tasks]
    (tmp_path / "export.json").write_text(json.dumps(corrected))
    assert spans_of(documents_of(tmp_path / "export.json")) == spans_of(prodigy)
    assert '<Label value="Disease"/>' in (out / "label_studio" / "labels.xml").read_text()
    assert "[entities]\nChemical\nDisease\n" in (out / "brat" / "annotation.conf").read_text()


def test_no_sentence_is_suggested_twice(flags, tmp_path):
    suggest.main([*flags, "--number=50"])
    texts = [document.text for document in documents_of(tmp_path / "out" / "prodigy")]
    assert sorted(texts) == sorted(set(texts))
    assert len(texts) == 4


def test_ids_say_where_a_sentence_comes_from(flags, tmp_path):
    suggest.main([*flags, "--number=1"])
    (document,) = documents_of(tmp_path / "out" / "prodigy")
    doc_id, _, place = document.doc_id.partition(":")
    start, end = map(int, place.split("-"))
    assert TEXTS[int(doc_id[1:])][start:end] == document.text


@pytest.mark.parametrize(
    ("changes", "reason"),
    [(["--number=0"], "at least one sentence"), (["--input=absent"], "absent"), (["--model=none"], "no such model")],
)
def test_what_cannot_be_is_refused(flags, capsys, changes, reason):
    assert suggest.main([*flags, *changes]) == 2
    assert reason in capsys.readouterr().err


def test_a_folder_with_something_in_it_is_refused(flags, tmp_path, capsys):
    (tmp_path / "out").mkdir()
    assert suggest.main(flags) == 2
    assert "there is something already; give another folder" in capsys.readouterr().err

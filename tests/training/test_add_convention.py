import json
import shutil

import numpy as np
import pytest

from ner_model.model_folder import CARD, open_model
from ner_model.tagger import load
from training import add_convention
from training.corpora.load_corpus import KNOWN
from training.fitting import output_layer
from training.serving.export import write_card

TEXT = "Aspirin induced asthma in {} patients."


@pytest.fixture(autouse=True)
def few_epochs(monkeypatch):
    monkeypatch.setattr(output_layer, "MOST_EPOCHS", 20)


@pytest.fixture
def folder(tiny_model, tmp_path):
    return shutil.copytree(tiny_model, tmp_path / "model")


@pytest.fixture
def corpus(tmp_path):
    """Twelve documents by a team that marks who is ill: a label that no tagger knows."""
    path = tmp_path / "patients"
    path.mkdir()
    for part, numbers in (("train", range(8)), ("dev", range(8, 12))):
        texts = [TEXT.format(number) for number in numbers]
        records = [{"text": text, "label": [[26, len(text) - 1, "Who"], [8, 15, "Event"]]} for text in texts]
        (path / f"{part}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def refusal(capsys, *flags):
    with pytest.raises(SystemExit, match="2"):
        add_convention.main(list(flags))
    return capsys.readouterr().err


def test_a_tagger_learns_what_another_team_marks_and_stays_as_it_was(folder, corpus, tiny_model, capsys):
    before = load(str(folder)).annotate([TEXT])
    add_convention.main([f"--model={folder}", f"--corpus={corpus}", "--labels=Who=Patients", "--means=who is ill"])
    assert load(str(folder)).annotate([TEXT]) == before
    assert load(str(folder)).digest == open_model(tiny_model).digest
    tagger = load(str(folder), convention="patients")
    assert [entity.text for entity in tagger.annotate([TEXT.format(99)])[0]] == ["99 patients"]
    assert tagger.labels == ["Patients"]
    told = json.loads((folder / CARD).read_text())["conventions"]["patients"]
    assert told["finds"] == "Patients as annotated in the 12 documents of patients; who is ill"
    assert told["evaluation"]["f1"] > 0.5 > told["evaluation"]["f1_of_own_convention"] == 0
    assert (told["corpus"]["documents"], told["licence"]) == ({"train": 8, "dev": 4}, "not stated")
    assert "--convention=patients" in capsys.readouterr().out


@pytest.mark.slow
def test_a_seed_makes_one_convention(tiny_model, corpus, tmp_path):
    folders = [shutil.copytree(tiny_model, tmp_path / name) for name in ("one", "two")]
    for folder in folders:
        add_convention.main([f"--model={folder}", f"--corpus={corpus}", "--seed=3"])
    one, two = (load(str(folder), convention="patients") for folder in folders)
    assert one.digest == two.digest
    assert one.card["evaluation"]["f1"] > 0


@pytest.mark.slow
def test_a_convention_is_measured_on_another_network_where_the_own_one_has_learned_dev(tiny_model, corpus, tmp_path):
    folder, apart = (shutil.copytree(tiny_model, tmp_path / name) for name in ("model", "apart"))
    weights = dict(np.load(apart / "weights.npz"))
    recurrent = "lstm/forward_direction/lstm_cell/recurrent_kernel"
    np.savez(apart / "weights.npz", **{**weights, recurrent: weights[recurrent] * 0.5})
    write_card(apart, json.loads((apart / CARD).read_text()))
    flags = [f"--corpus={corpus}", "--seed=3"]
    add_convention.main([f"--model={apart}", *flags])
    add_convention.main([f"--model={folder}", f"--evaluated={apart}", "--remark=Dev was learned.", *flags])
    measured, told = (load(str(each), convention="patients").card["evaluation"] for each in (apart, folder))
    assert told["f1"] == measured["f1"]
    assert told["digest_of_evaluated"] == measured["digest_of_evaluated"]
    assert told["remark"] == "Dev was learned."
    layers = [load(str(each), convention="patients").card["sha256"] for each in (apart, folder)]
    assert layers[0] != layers[1]


def test_what_a_tagger_decodes_without_handing_it_out_counts_where_it_is_named(folder, tmp_path):
    model = open_model(folder)
    silent = model._replace(config={**model.config, "written": ["Disease"]})
    args = add_convention.parse([f"--model={folder}", "--corpus=bc5cdr"])
    known = KNOWN["bc5cdr"].at(tmp_path, tmp_path)
    assert add_convention.names_of(silent, known, args) == {"Disease": "Disease"}
    args.labels = {"Chemical": "Chemical"}
    assert add_convention.names_of(silent, known, args) == {"Chemical": "Chemical"}


def test_a_corpus_without_dev_and_a_name_that_is_none_are_refused(folder, corpus, capsys):
    flags = [f"--model={folder}", f"--corpus={corpus}"]
    assert "add_convention: --name: a name has up to 64" in refusal(capsys, *flags, "--name=../x")
    assert "no mention in any document" in refusal(capsys, *flags, "--labels=Where")
    (corpus / "train.jsonl").unlink()
    assert "nothing in train" in refusal(capsys, *flags)


def test_the_own_convention_is_not_replaced(folder, corpus, capsys):
    card = json.loads((folder / CARD).read_text()) | {"corpus": {"name": "patients"}}
    (folder / CARD).write_text(json.dumps(card))
    assert "that the tagger has of itself" in refusal(capsys, f"--model={folder}", f"--corpus={corpus}")

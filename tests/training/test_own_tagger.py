"""From a corpus with labels that no tagger knows to Parquet, by commands only."""

import json
import os
import pathlib
import random
import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from tests.written_corpora import document_of, spans_of, write_brat, write_prodigy
from training import errors, evaluate, train

ROOT = pathlib.Path(__file__).parents[2]
NAMES = ["lute", "viola da gamba", "hurdy-gurdy", "harp", "clavichord", "shawm", "bass viol", "theorbo"]
FRAMES = [
    "The [{}|Instrument] was tuned in {year}. Nobody heard it.",
    "In {year} a [{}|Instrument] and a [{}|Instrument] were repaired.",
    "We studied {year} patients who played the [{}|Instrument] daily. They improved.",
    "Recordings of the [{}|Instrument], made in {year}, are lost.",
]


def invented(count):
    """Documents about instruments, each of its own year."""
    chance = random.Random(5)
    texts = [
        FRAMES[number % len(FRAMES)].format(*chance.sample(NAMES, 2), year=1800 + number) for number in range(count)
    ]
    return [document_of(f"d{number}", text) for number, text in enumerate(texts)]


def run(module, *flags):
    """One command, as a user starts it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(
        [sys.executable, "-m", module, *flags], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.slow
def test_a_corpus_becomes_a_tagger_and_its_parquet(tmp_path):
    corpus, work, model = tmp_path / "my_corpus", tmp_path / "work", tmp_path / "mine"
    corpus.mkdir()
    write_brat(corpus, invented(40))
    said = run("training.train", f"--corpus={corpus}", "--init=bc5cdr", f"--output={work}")
    assert all(name in said for name in ("this tagger", "the dictionary of train", "its starting point, bc5cdr"))
    run("training.publish", f"--model={work / 'model'}", f"--output={model}")
    card = json.loads((model / "model_card.json").read_text())
    assert (card["name"], card["licence"], card["evaluation"]["split"]) == ("mine", "not stated", "test")
    assert card["evaluation"]["f1"] > 0.8
    assert "the tagger bc5cdr" in card["trained_on"]["starting point"]
    text = tmp_path / "new.txt"
    text.write_text("The lute was tuned in 1999. Nobody heard it.")
    run("jobs.tag_corpus", f"--model={model}", f"--input={text}", f"--output={tmp_path / 'out'}")
    entities = pq.read_table(tmp_path / "out" / "entities").to_pylist()
    assert [(entity["text"], entity["label"]) for entity in entities] == [("lute", "Instrument")]


@pytest.fixture
def tiny_run(tiny_model, tmp_path):
    """A run of two epochs from a tagger of random weights."""
    folder = tmp_path / "mine"
    folder.mkdir()
    write_prodigy(folder, invented(12))
    return folder, [f"--corpus={folder}", f"--init={tiny_model}", f"--output={tmp_path / 'work'}"]


def test_evaluate_and_errors_take_the_corpus_too(tiny_run, tiny_model, capsys):
    folder, _ = tiny_run
    evaluate.main([f"--corpus={folder}", f"--model={tiny_model}", "--json"])
    assert json.loads(capsys.readouterr().out)["corpus"] == "mine"
    errors.main([f"--corpus={folder}", f"--model={tiny_model}"])
    assert "missed" in capsys.readouterr().out


def test_what_cannot_be_learned_ends_in_a_line(tmp_path, capsys):
    (tmp_path / "a.jsonl").write_text('{"text": "A lute", "label": [[1, 5, "Instrument"]]}\n' * 4)
    with pytest.raises(SystemExit, match="2"):
        train.main([f"--corpus={tmp_path}", f"--output={tmp_path / 'work'}"])
    assert capsys.readouterr().err.startswith(
        "train: a.jsonl:1: offsets are 1 too low; `--repair_offsets` reads them so"
    )


def test_a_step_and_a_corpus_are_not_the_same(capsys):
    with pytest.raises(SystemExit):
        train.main(["general", "--corpus=mine"])
    assert "give --corpus, or a step of the shipped taggers" in capsys.readouterr().err


def test_the_invented_corpus_is_what_it_seems():
    assert {span[3] for span in spans_of(invented(12))} == {"Instrument"}

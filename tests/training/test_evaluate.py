import json
import types

import pytest

from ner_model.tagger import Entity
from training import evaluate


@pytest.fixture
def run(data_dir, cache, monkeypatch, capsys):
    """Runs the command on a miniature with a tagger that looks names up, and returns what it printed."""
    names = {"Oslo": "geo", "Bergen": "geo", "Norden": "org", "tremor": "Disease", "Propranolol": "Chemical"}

    def annotate(texts):
        return [
            [
                Entity(text.index(name), text.index(name) + len(name), label, name, 0.75, 0)
                for name, label in names.items()
                if name in text
            ]
            for text in texts
        ]

    tagger = types.SimpleNamespace(
        name="lookup", convention=None, labels=[*names.values()], digest="0" * 64, annotate=annotate
    )
    monkeypatch.setattr(evaluate, "load", lambda name, engine, convention: tagger)

    def run_(*flags):
        data = [f"--data_dir={data_dir}"] if any(flag.startswith("--corpus") for flag in flags) else []
        evaluate.main([*data, f"--cache={cache}", *flags])
        return capsys.readouterr().out

    return run_


def test_json_is_one_line_with_the_promised_numbers(run):
    output = run("--corpus=bc5cdr", "--json")
    assert output.count("\n") == 1
    numbers = json.loads(output)
    assert numbers["precision"] == 1.0
    assert numbers["recall"] == 0.5
    assert numbers["f1"] == pytest.approx(2 / 3)
    assert numbers["labels"]["Chemical"] == {"precision": 1.0, "recall": 0.5, "f1": pytest.approx(2 / 3), "support": 2}
    assert numbers["expected_calibration_error"] == 0.25


def test_tokens_of_gmb_are_its_own_words(run):
    # gold:  "  Café   Norden  "  pays 1,200 euros in Bergen Norway .
    #        O  B-org  I-org   O  O    O     O     O  B-geo  B-geo  O
    # given: O  O      B-org   O  O    O     O     O  B-geo  O      O
    numbers = json.loads(run("--corpus=gmb", "--json"))
    assert numbers["token_accuracy"] == pytest.approx(8 / 11)
    assert numbers["token_padded_accuracy"] == pytest.approx((8 + 64) / 75)


def test_the_table_shows_the_predecessor_beside(run):
    output = run("--corpus=bc5cdr").splitlines()
    assert output[0] == "lookup on bc5cdr dev, exact match of entities, in percent"
    assert output[2].split() == ["all", "100.00", "50.00", "66.67", "4"]
    assert next(line for line in output if "entities only" in line).split()[-1] == "54.81"


def test_the_table_of_gmb_counts_padding_for_the_predecessor(run):
    line = next(line for line in run("--corpus=gmb").splitlines() if "padding to 75" in line)
    assert line.split()[-2:] == ["96.00", "98.00"]


def test_tables_and_the_picture_are_saved(run, tmp_path):
    run("--corpus=gmb", f"--output={tmp_path / 'made'}")
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == [
        "confusion.csv",
        "confusion.png",
        "evaluation.json",
    ]


def test_an_unknown_corpus_is_refused_in_a_line(capsys):
    with pytest.raises(SystemExit, match="2"):
        evaluate.main(["--corpus=conll", "--data_dir=."])
    assert "evaluate: --corpus: a corpus is a path, or one of gmb, bc5cdr" in capsys.readouterr().err


def test_a_known_corpus_needs_its_files(capsys):
    with pytest.raises(SystemExit, match="2"):
        evaluate.main(["--corpus=bc5cdr"])
    assert "--data_dir=FOLDER says where" in capsys.readouterr().err


def test_a_folder_of_ones_own_is_measured_by_its_parts(run, tmp_path):
    for part, text in (("train", "A lute."), ("dev", "A tremor.")):
        path = tmp_path / f"{part}.jsonl"
        path.write_text(json.dumps({"text": text, "label": [[2, len(text) - 1, "Disease"]]}))
    assert json.loads(run(f"--corpus={tmp_path}", "--json"))["f1"] == 1.0


def test_a_file_of_ones_own_is_measured_where_it_can_tell(run, tmp_path):
    path = tmp_path / "mine.PubTator"
    path.write_text("1|t|Propranolol for tremor.\n1|a|\n1\t16\t22\ttremor\tSymptom\tD1\n\n")
    evaluate_own = [f"--file={path}", "--labels=Symptom=Disease", "--json"]
    numbers = json.loads(run(*evaluate_own))
    assert (numbers["corpus"], numbers["f1"], list(numbers["labels"])) == ("mine.PubTator", 1.0, ["Disease"])
    assert run(*evaluate_own[:2]).startswith("lookup on mine.PubTator all, exact match")


def test_a_file_without_labels_is_refused(run, tmp_path):
    with pytest.raises(SystemExit):
        run(f"--file={tmp_path / 'mine.PubTator'}")

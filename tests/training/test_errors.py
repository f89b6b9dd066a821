import json
import types

import pytest

from ner_model.tagger import Entity
from training import errors
from training.corpora.gold import Mention
from training.measuring.verdicts import Verdict

LUNG_CANCER = Mention(7, 18, "Disease")


def test_the_listing_has_errors_only():
    verdicts = [
        Verdict("1", LUNG_CANCER, "lung cancer", "right"),
        Verdict("1", Mention(25, 29, "Chemical"), "NaCl", "missed"),
    ]
    assert errors.listing(verdicts).splitlines() == [
        "kind\tdoc_id\tstart\tend\tlabel\ttext",
        "missed\t1\t25\t29\tChemical\tNaCl",
    ]


@pytest.fixture
def run(data_dir, cache, monkeypatch, capsys):
    """Runs the command on a miniature with a tagger that finds `tremor` and `naïve`."""

    def annotate(texts):
        return [
            [
                Entity(text.index(word), text.index(word) + len(word), "Disease", word, 0.5, 0)
                for word in ("tremor", "naïve")
                if word in text
            ]
            for text in texts
        ]

    monkeypatch.setattr(errors, "load", lambda name, engine, convention: types.SimpleNamespace(annotate=annotate))

    def run_(*flags):
        errors.main(["--corpus=bc5cdr", f"--data_dir={data_dir}", f"--cache={cache}", *flags])
        return capsys.readouterr().out

    return run_


def test_json_is_one_line_of_kinds_and_recall(run):
    output = run("--json")
    assert output.count("\n") == 1
    assert json.loads(output) == {
        "kinds": {"right": 1, "boundary": 0, "type": 0, "boundary and type": 0, "missed": 3, "spurious": 1},
        "familiarity": {
            "memorised": {"recall": 1.0, "mentions": 1},
            "synonym": {"recall": 0.0, "mentions": 0},
            "novel": {"recall": 0.0, "mentions": 3},
        },
    }


def test_the_table_shows_errors_by_name(run, tmp_path):
    output = run(f"--output={tmp_path}").splitlines()
    assert output[0].split() == ["right", "1"]
    assert "       1  naïve (Disease)" in output[output.index("spurious") :]
    assert len((tmp_path / "errors.tsv").read_text().splitlines()) == 5

import json
import types

import pytest

from ner_model.tagger import Entity
from training import errors
from training.corpora.gold import GoldDocument, Mention
from training.errors import Verdict, known_from, recall_by_familiarity, verdicts_of


def kinds(mentions, found):
    document = GoldDocument("1", "severe lung cancer after NaCl", tuple(mentions))
    return [(verdict.text, verdict.kind) for verdict in verdicts_of(document, found)]


LUNG_CANCER = Mention(7, 18, "Disease")


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ([LUNG_CANCER], "right"),
        ([Mention(0, 18, "Disease")], "boundary"),
        ([Mention(7, 18, "Chemical")], "type"),
        ([Mention(12, 18, "Chemical")], "boundary and type"),
        ([], "missed"),
    ],
)
def test_a_mention_is_judged_by_what_overlaps_it(found, kind):
    assert kinds([LUNG_CANCER], found) == [("lung cancer", kind)]


def test_an_entity_without_a_mention_is_spurious():
    assert kinds([LUNG_CANCER], [LUNG_CANCER, Mention(25, 29, "Chemical")]) == [
        ("lung cancer", "right"),
        ("NaCl", "spurious"),
    ]


def test_touching_is_not_overlapping():
    assert kinds([Mention(7, 11, "Disease")], [Mention(11, 18, "Disease")]) == [
        ("lung", "missed"),
        (" cancer", "spurious"),
    ]


TRAIN = GoldDocument("1", "Aspirin harms", (Mention(0, 7, "Chemical"),), ("D001241",))


@pytest.mark.parametrize(
    ("text", "label", "concept", "familiarity"),
    [
        ("ASPIRIN", "Chemical", "D001241", "memorised"),
        ("ASA", "Chemical", "D001241", "synonym"),
        ("ASA plus X", "Chemical", "D1|D001241", "synonym"),
        ("Aspirin", "Disease", "D1", "novel"),
        ("ASA", "Chemical", "-1", "novel"),
    ],
)
def test_mentions_are_told_apart_by_what_training_showed(text, label, concept, familiarity):
    mention = Mention(0, len(text), label)
    document = GoldDocument("2", text, (mention,), (concept,))
    recall = recall_by_familiarity([document], [[mention]], known_from([TRAIN]))
    assert recall[familiarity] == (1.0, 1)


def test_a_corpus_without_concepts_has_no_synonyms():
    document = GoldDocument("2", "Oslo", (Mention(0, 4, "geo"),))
    recall = recall_by_familiarity([document], [[]], known_from([document._replace(text="Rome")]))
    assert recall == {"memorised": (0.0, 0), "synonym": (0.0, 0), "novel": (0.0, 1)}


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

    monkeypatch.setattr(errors, "load", lambda name, engine: types.SimpleNamespace(annotate=annotate))

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

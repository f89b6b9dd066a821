import gzip
import json

import numpy as np
import pytest

from ner_model.tagger import Entity, load
from training import publish
from training.corpora.gold import GoldDocument, Mention
from training.corpora.measured import Measured, measured_of_related
from training.publish import Judged, fit_calibration


def test_scores_that_promise_too_much_are_pulled_down():
    text = "a " * 1000
    found = [Entity(2 * i, 2 * i + 1, "Disease", "a", 0.9 if i % 2 else 0.7, 0) for i in range(1000)]
    right = [i % 10 < 6 if i % 2 else i % 10 < 3 for i in range(1000)]
    mentions = tuple(Mention(e.start, e.end, e.label) for e, is_right in zip(found, right, strict=True) if is_right)
    measured = Measured("mine", [GoldDocument("1", text, mentions)], frozenset(["Disease"]))
    calibration = fit_calibration([Judged(measured, [found])])
    assert calibration(np.array([0.9, 0.7])) == pytest.approx([0.6, 0.4], abs=0.01)


def test_a_published_tagger_has_its_scores_on_its_card(tiny_model, tmp_path, data_dir, cache, monkeypatch):
    monkeypatch.setitem(publish.ABOUT, "tiny", {"finds": "anything", "trained_on": {}})
    monkeypatch.setattr(publish, "fit_calibration", lambda judged: publish.Calibration(0.5, -1.0))
    output = tmp_path / "shipped"
    publish.main([f"--model={tiny_model}", f"--data_dir={data_dir}", f"--cache={cache}", f"--output={output}"])
    card = json.loads((output / "model_card.json").read_text())
    assert card["evaluation"]["split"] == "dev"
    assert 0 <= card["evaluation"]["f1"] <= 1
    before, after = (load(str(folder)).annotate(["Aspirin, asthma of DNA."])[0] for folder in (tiny_model, output))
    assert [entity[:4] for entity in before] == [entity[:4] for entity in after]
    assert all(two.score < one.score for one, two in zip(before, after, strict=True))


def judged(name, score, right, count):
    """Entities of one score, so many of each hundred of them right."""
    entities = [Entity(2 * i, 2 * i + 1, "Disease", "a", score, 0) for i in range(count)]
    mentions = tuple(Mention(e.start, e.end, e.label) for i, e in enumerate(entities) if i % 100 < right)
    return Judged(Measured(name, [GoldDocument("1", "a " * count, mentions)], frozenset(["Disease"])), [entities])


def test_a_small_corpus_weighs_as_much_as_a_large_one():
    calibration = fit_calibration([judged("large", 0.9, 90, 900), judged("small", 0.9, 50, 100)])
    assert calibration(np.array([0.9])) == pytest.approx([0.7], abs=0.01)


def test_the_card_has_the_scores_out_of_corpus(tiny_model, tmp_path, data_dir, cache, monkeypatch):
    monkeypatch.setitem(publish.ABOUT, "tiny", {"finds": "anything", "trained_on": {}})
    monkeypatch.setattr(publish, "fit_calibration", lambda judged: publish.Calibration(0.5, -1.0))
    monkeypatch.setattr(publish, "OUT_OF_CORPUS", ["biored"])
    (tmp_path / "biored").mkdir()
    with gzip.open(tmp_path / "biored" / "Dev.PubTator.gz", "wt") as file:
        file.write("1|t|Aspirin induced asthma.\n1|a|\n1\t0\t7\tAspirin\tChemicalEntity\tD1\n\n")
    monkeypatch.setattr(publish, "measured_of_related", lambda name, folder: measured_of_related(name, tmp_path))
    flags = [f"--model={tiny_model}", f"--apart={tiny_model}", f"--data_dir={data_dir}", f"--cache={cache}"]
    publish.main([*flags, f"--output={tmp_path / 'shipped'}"])
    card = json.loads((tmp_path / "shipped" / "model_card.json").read_text())
    assert card["out_of_corpus"]["biored"]["labels"]["Chemical"]["support"] == 1

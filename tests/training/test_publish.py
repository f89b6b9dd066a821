import json

import numpy as np
import pytest

from ner_model.tagger import Entity, load
from training import publish
from training.corpora.gold import GoldDocument, Mention
from training.publish import fit_calibration


def test_scores_that_promise_too_much_are_pulled_down():
    text = "a " * 1000
    found = [Entity(2 * i, 2 * i + 1, "Disease", "a", 0.9 if i % 2 else 0.7, 0) for i in range(1000)]
    right = [i % 10 < 6 if i % 2 else i % 10 < 3 for i in range(1000)]
    mentions = tuple(Mention(e.start, e.end, e.label) for e, is_right in zip(found, right, strict=True) if is_right)
    calibration = fit_calibration([GoldDocument("1", text, mentions)], [found])
    assert calibration(np.array([0.9, 0.7])) == pytest.approx([0.6, 0.4], abs=0.01)


def test_a_published_tagger_has_its_scores_on_its_card(tiny_model, tmp_path, data_dir, cache, monkeypatch):
    monkeypatch.setitem(publish.ABOUT, "tiny", {"finds": "anything", "trained_on": {}})
    monkeypatch.setattr(publish, "fit_calibration", lambda documents, entities: publish.Calibration(0.5, -1.0))
    output = tmp_path / "shipped"
    publish.main([f"--model={tiny_model}", f"--data_dir={data_dir}", f"--cache={cache}", f"--output={output}"])
    card = json.loads((output / "model_card.json").read_text())
    assert card["evaluation"]["split"] == "dev"
    assert 0 <= card["evaluation"]["f1"] <= 1
    before, after = (load(str(folder)).annotate(["Aspirin, asthma of DNA."])[0] for folder in (tiny_model, output))
    assert [entity[:4] for entity in before] == [entity[:4] for entity in after]
    assert all(two.score < one.score for one, two in zip(before, after, strict=True))

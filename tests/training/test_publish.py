import gzip
import json
import shutil

import numpy as np

from ner_model.decoder import Calibration
from ner_model.model_folder import CARD, RERANKER
from ner_model.reranking.stored import write_reranker
from ner_model.tagger import load
from tests.ner_model.rerankers import lexicon_of, text_of, trees_of
from training import publish
from training.corpora.measured import measured_of_related
from training.serving.export import write_card


def test_a_published_tagger_has_its_scores_on_its_card(tiny_model, tmp_path, data_dir, cache, monkeypatch):
    monkeypatch.setattr(publish, "fit_calibration", lambda judged: Calibration(0.5, -1.0))
    output = tmp_path / "shipped"
    publish.main([f"--model={tiny_model}", f"--data_dir={data_dir}", f"--cache={cache}", f"--output={output}"])
    card = json.loads((output / "model_card.json").read_text())
    assert card["evaluation"]["split"] == "dev"
    assert 0 <= card["evaluation"]["f1"] <= 1
    assert card["licence"] == "MIT"
    assert card["trained_on"] == {
        "bc5cdr": "PubMed abstracts with their chemicals and diseases: the BioCreative V CDR corpus; public domain"
    }
    assert card["corpus"]["documents"] == {"train": 2, "dev": 1}
    before, after = (load(str(folder)).annotate(["Aspirin, asthma of DNA."])[0] for folder in (tiny_model, output))
    assert [entity[:4] for entity in before] == [entity[:4] for entity in after]
    assert all(two.score < one.score for one, two in zip(before, after, strict=True))


def test_the_card_has_the_scores_out_of_corpus(tiny_model, tmp_path, data_dir, cache, monkeypatch):
    calibrated_on = []

    def fit_calibration(judged):
        calibrated_on.extend(each.measured.name for each in judged)
        return Calibration(0.5, -1.0)

    monkeypatch.setattr(publish, "fit_calibration", fit_calibration)
    monkeypatch.setattr(publish, "OUT_OF_CORPUS", {"tiny": ["biored"]})
    monkeypatch.setattr(publish, "FURTHER_AWAY", {"tiny": ["biored_dev"]})
    (tmp_path / "biored").mkdir()
    with gzip.open(tmp_path / "biored" / "Dev.PubTator.gz", "wt") as file:
        file.write("1|t|Aspirin induced asthma.\n1|a|\n1\t0\t7\tAspirin\tChemicalEntity\tD1\n\n")
    monkeypatch.setattr(publish, "measured_of_related", lambda name, folder: measured_of_related(name, tmp_path))
    flags = [f"--model={tiny_model}", f"--apart={tiny_model}", f"--data_dir={data_dir}", f"--cache={cache}"]
    publish.main([*flags, f"--output={tmp_path / 'shipped'}"])
    card = json.loads((tmp_path / "shipped" / "model_card.json").read_text())
    assert {name: each["labels"]["Chemical"]["support"] for name, each in card["out_of_corpus"].items()} == {
        "biored": 1,
        "biored_dev": 1,
    }
    assert calibrated_on == ["bc5cdr", "biored"]


def test_a_reranker_is_published_with_its_tagger_and_none_of_another(tiny_model, tmp_path, data_dir, cache):
    model, output = shutil.copytree(tiny_model, tmp_path / "model"), tmp_path / "shipped"
    generator = np.random.default_rng(0)
    lexicon = lexicon_of(generator, text_of(generator, 30), 2)
    write_reranker(model / RERANKER, lexicon, trees_of(generator, 5))
    write_card(model, json.loads((model / CARD).read_text()))
    flags = [f"--data_dir={data_dir}", f"--cache={cache}", f"--output={output}"]
    publish.main([f"--model={model}", *flags])
    assert (output / RERANKER).read_bytes() == (model / RERANKER).read_bytes()
    assert load(str(output)).annotate(["Aspirin, asthma of DNA."]) is not None
    publish.main([f"--model={tiny_model}", *flags])
    assert not (output / RERANKER).exists()
    assert load(str(output)).labels == ["Chemical", "Disease"]

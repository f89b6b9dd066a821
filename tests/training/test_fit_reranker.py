"""The command, on miniatures: two folds of one document each."""

import json
import shutil

import pytest

from ner_model.model_folder import CARD, RERANKER
from ner_model.reranking.stored import read_reranker
from ner_model.tagger import load
from tests.training.reranking.test_dictionaries import FILES
from tests.written_corpora import packed
from training import add_convention, fit_reranker
from training.fitting import output_layer
from training.fitting.settings import TrainConfig
from training.reranking import corpora, of_convention

TEXTS = ["Aspirin, asthma of DNA."]


@pytest.fixture
def fit(tiny_model, tmp_path, data_dir, cache, monkeypatch):
    """Fits a copy of the tiny tagger with more flags, and gives its folder."""
    monkeypatch.setattr(fit_reranker, "CONFIGS", {"tiny": TrainConfig("tiny", corpus="bc5cdr", epochs=1)})
    monkeypatch.setattr(corpora, "WEIGHTS", {"tiny": {"bc5cdr": 2}})
    monkeypatch.setattr(fit_reranker, "WEIGHTS", corpora.WEIGHTS)
    packed(tmp_path / "dictionaries", FILES)

    def fit(*flags, dictionaries=(f"--dictionaries={tmp_path / 'dictionaries'}",)):
        folder = shutil.copytree(tiny_model, tmp_path / "model", dirs_exist_ok=True)
        paths = [f"--data_dir={data_dir}", f"--cache={cache}", *dictionaries]
        fit_reranker.main([f"--model={folder}", f"--fold={tiny_model}", f"--fold={tiny_model}", *paths, *flags])
        return folder

    return fit


def test_a_folder_gets_a_reranker_that_serves(fit, tiny_model, capsys):
    folder = fit()
    lexicon, trees = read_reranker(folder / RERANKER, 2)
    assert lexicon.annotated.sum() > 3  # mentions of the two documents
    assert len(lexicon.listed) > 10
    assert len(trees.roots) == 100
    assert "nodes that ask for each feature" in capsys.readouterr().out
    card = json.loads((folder / CARD).read_text())
    assert RERANKER in card["sha256"]
    assert "MeSH" in card["trained_on"]["dictionaries"]
    assert load(str(folder)).digest != load(str(tiny_model)).digest
    assert load(str(folder)).annotate(["Aspirin, asthma of DNA."]) is not None


def test_without_dictionaries_it_knows_the_corpus_alone(fit):
    folder = fit(dictionaries=())
    lexicon, trees = read_reranker(folder / RERANKER, 2)
    assert (len(lexicon.listed), len(trees.roots)) == (0, 100)
    assert lexicon.annotated.sum() > 3
    assert "dictionaries" not in json.loads((folder / CARD).read_text())["trained_on"]


def test_dev_teaches_more_as_a_tagger_sees_it_that_learned_train(fit, tiny_model):
    told = [read_reranker(fit(*flags) / RERANKER, 2)[0].told.sum() for flags in ((), (f"--dev={tiny_model}",))]
    assert told[1] > told[0]


def test_fitting_anew_gives_the_same(fit):
    assert len({load(str(fit())).digest for _ in range(2)}) == 1


def test_a_folder_that_is_no_tagger_is_told_in_a_line(fit, tmp_path, capsys):
    with pytest.raises(SystemExit):
        fit(f"--fold={tmp_path}")
    assert "model_card.json: missing" in capsys.readouterr().err


@pytest.mark.slow
def test_a_convention_gets_a_reranker_of_its_own_corpus(fit, tiny_model, data_dir, cache, monkeypatch, capsys):
    """Each fold learns the convention without its part, in a copy: the folders of the folds stay as they are."""
    folder = fit()
    before = load(str(folder)).annotate(TEXTS)
    config = TrainConfig("tiny", corpus="bc5cdr", epochs=1)
    monkeypatch.setattr(of_convention, "CONFIGS", {"bc5cdr": config})
    monkeypatch.setattr(of_convention, "WEIGHTS", {"theirs": {"bc5cdr": 1}})
    monkeypatch.setattr(corpora, "WEIGHTS", {"theirs": {"bc5cdr": 1}})
    monkeypatch.setattr(of_convention, "all_of", lambda name, sources: corpora.all_of("bc5cdr", sources))
    monkeypatch.setattr(output_layer, "FEWEST_EPOCHS", 1)
    monkeypatch.setattr(output_layer, "STEPS", 1)
    paths = [f"--data_dir={data_dir}", f"--cache={cache}", "--corpus=bc5cdr", "--name=theirs"]
    add_convention.main([f"--model={folder}", f"--fold={tiny_model}", f"--fold={tiny_model}", *paths])
    assert "--convention=theirs" in capsys.readouterr().out
    lexicon, trees = read_reranker(folder / "conventions" / "theirs.reranker.npz", 2)
    assert (len(lexicon.listed), len(trees.roots)) == (0, 100)
    assert load(str(folder), convention="theirs").labels == ["Chemical", "Disease"]
    assert load(str(folder)).annotate(TEXTS) == before
    assert not (tiny_model / "conventions").exists()


def test_folds_are_for_conventions_of_known_corpora_on_taggers_with_a_reranker(tiny_model, data_dir, cache, capsys):
    flags = [f"--model={tiny_model}", f"--fold={tiny_model}", f"--data_dir={data_dir}", f"--cache={cache}"]
    for name, reason in (("theirs", "folds are of"), ("biored", "a tagger without a reranker")):
        with pytest.raises(SystemExit):
            add_convention.main([*flags, "--corpus=bc5cdr", f"--name={name}"])
        assert reason in capsys.readouterr().err


def test_a_tagger_of_another_name_is_told_what_a_second_look_is_made_for(tiny_model, data_dir, capsys):
    flags = [f"--model={tiny_model}", f"--fold={tiny_model}", f"--data_dir={data_dir}", "--dictionaries=none"]
    with pytest.raises(SystemExit):
        fit_reranker.main(flags)
    assert "made for " in (told := capsys.readouterr().err)
    assert "bc5cdr" in told
    assert "'tiny'" in told

import json
import shutil

from tests.written_corpora import document_of, write_prodigy
from training.corpora.open_corpus import open_corpus
from training.measuring.metrics import Scores
from training.own.errors_page import Rival
from training.own.verdict import judge_run, verdict

MINE = Rival("this tagger", Scores(0.5, 0.5, 0.5, 9))


def test_a_tagger_that_is_best_says_by_how_much():
    others = [Rival("the dictionary", Scores(0.4, 0.4, 0.4, 9)), Rival("its starting point", Scores(0, 0, 0, 9))]
    expected = "this tagger beats the dictionary by 10.0 points of F1 and its starting point by 50.0 points of F1"
    assert verdict([MINE, *others]) == expected


def test_a_draw_is_no_victory():
    assert verdict([MINE, Rival("the dictionary", MINE.scores)]).startswith("this tagger is worse than the dictionary")


def test_a_run_is_judged_beside_its_rivals(tiny_model, tmp_path):
    texts = [f"Aspirin of {number} and [asthma|Disease], [aspirin|Chemical]." for number in range(20)]
    write_prodigy(tmp_path, [document_of(str(number), text) for number, text in enumerate(texts)])
    shutil.copytree(tiny_model, tmp_path / "run" / "model")
    lines = judge_run(tmp_path / "run", open_corpus(tmp_path / "corpus.jsonl"), str(tiny_model)).splitlines()
    assert lines[2].split()[:4] == ["the", "dictionary", "of", "train"]
    assert lines[2].split()[5] == "100.00"
    assert lines[1].split()[-3:] == lines[3].split()[-3:]
    names = {"confusion.csv", "confusion.png", "errors.html", "evaluation.json", "model"}
    assert {path.name for path in (tmp_path / "run").iterdir()} == names
    assert json.loads((tmp_path / "run" / "evaluation.json").read_text())["split"] == "dev"

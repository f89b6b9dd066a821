import pytest

from tests.written_corpora import document_of, write_prodigy
from training import learning_curve
from training.learning_curve import Point, expected, share_of, summary

POINTS = [Point(50, 0.6), Point(100, 0.7), Point(200, 0.775)]


def test_what_is_missed_falls_as_a_power():
    halves = [Point(100, 0.6), Point(200, 0.8)]
    assert expected(halves, 400) == pytest.approx(0.9)


def test_more_documents_are_never_said_to_harm():
    assert expected([Point(100, 0.8), Point(200, 0.7)], 400) == pytest.approx(0.755, abs=0.01)


def test_a_smaller_share_lies_in_a_larger_one():
    documents = [document_of(str(number), "A lute.") for number in range(20)]
    few, many = ({document.doc_id for document in share_of(documents, share)} for share in (0.25, 0.5))
    assert (len(few), len(many)) == (5, 10)
    assert few < many


def test_the_verdict_says_how_little_it_rests_on():
    lines = summary(POINTS).splitlines()
    assert lines[1].split() == ["50", "60.00"]
    assert lines[-1] == (
        "twice the documents (400) would bring some 5.6 points of F1, by a curve through 3 points and one seed"
    )


@pytest.mark.slow
def test_a_curve_is_measured_and_drawn(tmp_path, tiny_model, monkeypatch, capsys):
    texts = [f"The [lute|Instrument] of {number} and the [harp|Instrument]." for number in range(12)]
    write_prodigy(tmp_path, [document_of(str(number), text) for number, text in enumerate(texts)])
    monkeypatch.setattr(learning_curve, "SHARES", (0.5, 1.0))
    monkeypatch.setattr("training.own.settings.STEPS", 1)
    monkeypatch.setattr("training.own.settings.FEWEST_EPOCHS", 1)
    flags = [f"--corpus={tmp_path / 'corpus.jsonl'}", f"--init={tiny_model}", f"--output={tmp_path / 'curve'}"]
    learning_curve.main(flags)
    assert "F1 on dev" in capsys.readouterr().out
    assert {path.name for path in (tmp_path / "curve").iterdir()} >= {"learning_curve.csv", "learning_curve.png"}

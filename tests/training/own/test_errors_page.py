from ner_model.entity import Entity
from tests.written_corpora import document_of
from training.measuring.metrics import Scores
from training.own.errors_page import Rival, errors_in, write_errors_page

DOCUMENT = document_of("7", "A <b>[lute|Instrument]</b>. The [harp|Instrument] hums.")
DRUM = Entity(0, 1, "Part", "A", 0.9, 0)
HARP = Entity(19, 23, "Instrument", "harp", 0.8, 1)


def test_every_error_has_its_sentence_as_both_have_it():
    spurious, missed = errors_in([DOCUMENT], [[DRUM, HARP]])
    assert (spurious.kind, spurious.confidence, missed.kind, missed.confidence) == ("spurious", 0.9, "missed", 0.0)
    assert missed.gold == [("A <b>", "", False), ("lute", "Instrument", True), ("</b>. ", "", False)]
    assert missed.found == [("", "", False), ("A", "Part", False), (" <b>lute</b>. ", "", False)]


def test_no_text_is_taken_for_markup(tmp_path):
    path = tmp_path / "errors.html"
    write_errors_page(path, "mine", [Rival("this tagger", Scores(0.5, 0.25, 1 / 3, 2))], errors_in([DOCUMENT], [[]]))
    page = path.read_text()
    assert '&lt;b&gt;<mark class="this">lute <small>Instrument</small></mark>&lt;/b&gt;' in page
    assert "<td>50.0</td><td>25.0</td><td>33.3</td>" in page
    assert "Missed: 2" in page
    assert "http" not in page

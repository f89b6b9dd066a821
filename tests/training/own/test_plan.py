import pytest

from ner_model.errors import Refused
from tests.written_corpora import corpus, document_of, write_prodigy
from training.corpora.open_corpus import open_corpus
from training.own.plan import found_in, plan_of


@pytest.fixture
def opened(tmp_path):
    def open_(documents, **options):
        write_prodigy(tmp_path, documents)
        return open_corpus(tmp_path, **options)

    return open_


def numbered(*texts):
    return [document_of(str(number), text) for number, text in enumerate(texts)]


MANY = ["A [lute|Instrument] and a [harp|Instrument]."] * 9


def apart(texts):
    """Documents of different texts."""
    return numbered(*(f"{text} Number {number}." for number, text in enumerate(texts)))


def test_what_is_found_is_told_by_part(opened):
    lines = found_in(plan_of(opened(apart(MANY * 3)))).splitlines()
    assert lines[0].endswith("27 documents, jsonl; licence: not stated")
    assert [line.split() for line in lines if line.startswith("Instrument")] == [["Instrument", "44", "6", "4"]]
    assert "train: 44 of 44 mentions aligned (100.00%)" in lines


def test_what_cannot_be_learned_is_counted_with_examples(opened):
    lines = found_in(plan_of(opened(apart([*MANY * 3, "Sub[lute|Instrument]s. [A. B|Instrument] is."])))).splitlines()
    (line,) = (line for line in lines if line.startswith("cannot be learned"))
    assert line.endswith("within a run of letters and digits: 1, such as 'lute' (Instrument) in 27")


def test_few_mentions_are_noted(opened):
    assert "note: 14 mentions of Instrument to learn from are few" in found_in(plan_of(opened(apart(MANY))))


def test_a_label_that_occurs_once_is_refused_with_its_line(opened):
    documents = apart([*MANY, "A [lute|Instrumnet]."])
    with pytest.raises(Refused, match=r"corpus\.jsonl:10: a label that occurs once; .*--labels=A,B.*'Instrumnet'"):
        plan_of(opened(documents))


def test_a_label_that_is_only_measured_is_refused(tmp_path):
    parts = {"train": apart(MANY), "dev": numbered("The [bow|Part] and the [peg|Part], a [lute|Instrument].")}
    for part, documents in parts.items():
        (tmp_path / part).mkdir()
        write_prodigy(tmp_path / part, [document._replace(doc_id=f"{part}{document.doc_id}") for document in documents])
    with pytest.raises(Refused, match=r"dev/corpus\.jsonl:1: a label that is in dev and not in train"):
        plan_of(open_corpus(tmp_path))


def test_a_corpus_to_be_measured_on_alone_is_refused(tmp_path):
    (tmp_path / "test").mkdir()
    write_prodigy(tmp_path / "test", corpus())
    with pytest.raises(Refused, match="nothing in train and dev; name files train and dev"):
        plan_of(open_corpus(tmp_path))


def test_a_corpus_of_pieces_of_words_is_refused(opened):
    with pytest.raises(Refused, match="most mentions cannot be learned"):
        plan_of(opened(apart(["Ab[lute|Instrument]d and un[harp|Instrument]ed."] * 9)))

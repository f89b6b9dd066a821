import pytest

from ner_model.errors import Refused
from tests.training.corpora.formats.reading import claims, read
from training.corpora.formats.bioc_xml import FORMAT

PASSAGE = "<passage><offset>{}</offset>{}</passage>"
ANNOTATION = (
    '<annotation id="1"><infon key="type">{}</infon><location offset="{}" length="{}"/><text>{}</text></annotation>'
)

A = "<text>A</text>" + ANNOTATION.format("{}", "{}", 1, "A")


def collection(*passages):
    return f"<collection>\n<document><id>7</id>\n{''.join(passages)}</document></collection>"


def test_passages_and_their_sentences_stand_at_their_offsets(tmp_path):
    sentence = (
        f"<sentence><offset>8</offset><text>It hums.</text>{ANNOTATION.format('Sound', 11, 4, 'hums')}</sentence>"
    )
    passages = [PASSAGE.format(0, "<text>A lute.</text>"), PASSAGE.format(8, sentence)]
    drafts = read(FORMAT, tmp_path / "a.xml", collection(*passages))
    assert (drafts[0].doc_id, drafts[0].text) == ("7", "A lute. It hums.")
    assert claims(drafts) == [((11, 15), "Sound", "hums", "a.xml:3")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<collection><document>", r"a\.xml:1: not well-formed XML"),
        ('<!DOCTYPE c [<!ENTITY x "y">]><collection/>', "entities are declared"),
        (collection(PASSAGE.format("", "<text>A</text>")), r"a\.xml:3: a passage without offset"),
        (
            collection(PASSAGE.format(0, A.format("", 0))),
            "without type or location",
        ),
        (
            collection(PASSAGE.format(0, A.format("X", "a"))),
            "without offset and length",
        ),
        (
            collection(PASSAGE.format(0, "<text>A lute</text>"), PASSAGE.format(3, "<text>B</text>")),
            "begins before the one",
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path, content, reason):
    with pytest.raises(Refused, match=reason):
        read(FORMAT, tmp_path / "a.xml", content)

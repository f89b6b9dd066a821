"""What is exported, and perhaps corrected by people meanwhile, is a corpus that a tagger can be trained on."""

import pytest

from tests.exported import annotated, write
from training.corpora.open_corpus import open_corpus

DOCUMENTS = [
    annotated(
        f"d{number}",
        f"On α-zinc {number}.\nZinc oxide and lead harm rats of line HeLa {number}.",
        ("zinc", "Chemical"),
        ("Zinc oxide", "Chemical"),
        ("lead", "Chemical"),
        ("HeLa", "CellLine"),
        sections=[("title", 0, 11 + len(str(number))), ("abstract", 12 + len(str(number)), 54 + 2 * len(str(number)))],
    )
    for number in range(12)
]


@pytest.mark.parametrize("name", ["pubtator", "bioc_xml", "bioc_json", "brat", "conll", "docbin"])
def test_mentions_come_back(name, tmp_path):
    if name == "docbin":
        pytest.importorskip("spacy")
    write(name, DOCUMENTS, tmp_path)
    opened = open_corpus(tmp_path)
    assert opened.formats == [name]
    mentions = sorted(
        (mention.label, document.text[mention.start : mention.end])
        for document in opened.documents
        for mention in document.mentions
    )
    assert mentions == sorted((entity.label, entity.text) for each in DOCUMENTS for entity in each.entities)

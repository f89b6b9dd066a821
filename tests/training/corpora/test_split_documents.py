import pytest

from ner_model.errors import Refused
from training.corpora.gold import GoldDocument
from training.corpora.split_documents import dev_of, split_documents


def documents(count):
    return [GoldDocument(str(number), "", ()) for number in range(count)]


def ids(parts):
    return {name: {document.doc_id for document in part} for name, part in parts.items()}


def test_a_document_stays_in_its_part_when_others_come_along():
    few, many = ids(split_documents(documents(100))), ids(split_documents(documents(200)))
    assert all(few[name] <= many[name] for name in ("train", "dev", "test"))
    assert len(many["train"]) > 140


def test_no_part_is_empty():
    assert {name: len(part) for name, part in split_documents(documents(3)).items()} == dict.fromkeys(
        ("train", "dev", "test"), 1
    )


def test_dev_is_the_same_where_test_is_elsewhere():
    assert ids(dev_of(documents(100)))["dev"] == ids(split_documents(documents(100)))["dev"]


def test_too_few_documents_are_refused():
    with pytest.raises(Refused, match=r"too few documents .*Received: 2"):
        split_documents(documents(2))

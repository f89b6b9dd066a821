"""What is exported is read by our own readers with the same texts."""

import re

import pytest

from tests.exported import HARD, write
from transforms.reading.read_file import read_file
from transforms.reading.record import ReadOptions
from transforms.records import Document, InputFile

FILES = {
    "pubtator": "part.pubtator",
    "bioc_xml": "part.bioc.xml",
    "bioc_json": "part.bioc.json",
    "brat": "part/*.txt",
    "csv": "part.documents.csv",
    "webannotation": "part.documents.jsonl",
}


def texts_in(folder, pattern):
    """The texts of files, in order; every record is one."""
    inputs = [InputFile(str(path)) for path in sorted(folder.glob(pattern))]
    outcomes = [outcome for each in inputs for outcome in read_file(each, ReadOptions())]
    assert [each for each in outcomes if not isinstance(each, Document)] == []
    return sorted(each.text for each in outcomes)


@pytest.mark.parametrize("name", FILES)
def test_texts_come_back(name, tmp_path):
    documents = [each for each in HARD if each.document.text]
    write(name, documents, tmp_path)
    texts = [each.document.text for each in documents]
    if name == "pubtator":  # which has no line breaks, and is told so
        texts = [re.sub("[\n\r]", " ", text) for text in texts]
    assert texts_in(tmp_path, FILES[name]) == sorted(texts)


@pytest.mark.parametrize("name", ["bioc_xml", "bioc_json"])
def test_sections_come_back(name, tmp_path):
    write(name, [HARD[0]], tmp_path)
    (path,) = tmp_path.iterdir()
    (document,) = read_file(InputFile(str(path)), ReadOptions())
    assert [section[:3] for section in document.sections] == [("title", 0, 13), ("passage", 13, 29)]

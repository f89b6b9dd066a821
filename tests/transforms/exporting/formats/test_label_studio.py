import json

import pytest

from tests.exported import HARD, annotated, text_of, write
from transforms.exporting.all_exports import export_named

FILE = "part.label-studio.json"


def test_what_was_found_is_a_prediction(tmp_path):
    write("label_studio", [annotated("1", "On Lead.", ("Lead", "Metal"))], tmp_path)
    (task,) = json.loads(text_of(tmp_path / FILE))
    assert task["data"] == {"text": "On Lead.", "doc_id": "1", "source": "in.jsonl#1"}
    (region,) = task["predictions"][0]["result"]
    assert (region["from_name"], region["to_name"], region["type"], region["score"]) == ("label", "text", "labels", 0.5)
    assert region["value"] == {"start": 3, "end": 7, "text": "Lead", "labels": ["Metal"]}


def test_places_count_as_browsers_do(tmp_path):
    noted = write("label_studio", [annotated("1", "On 𝒜 Lead.", ("Lead", "Metal"))], tmp_path)
    (task,) = json.loads(text_of(tmp_path / FILE))
    assert task["predictions"][0]["result"][0]["value"]["start"] == 6
    assert noted == {"wide_characters": 1}


@pytest.mark.parametrize("documents", [[], HARD])
def test_the_file_is_one_list(tmp_path, documents):
    write("label_studio", documents, tmp_path)
    assert len(json.loads(text_of(tmp_path / FILE))) == len(documents)


def test_the_interface_has_the_labels():
    assert '<Label value="A &amp; B"/>' in export_named("label_studio").around(["A & B"])["labels.xml"]

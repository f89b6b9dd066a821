import json

import pytest

from ner_model.errors import Refused
from tests.training.corpora.formats.reading import claims, read
from training.corpora.formats.label_studio import FORMAT

VALUE = {"start": 2, "end": 6, "text": "lute", "labels": ["Instrument"]}


def test_regions_of_a_task_are_read(tmp_path):
    regions = [{"type": "labels", "value": VALUE}, {"type": "relation", "from_id": "a"}, {"value": {"choices": ["x"]}}]
    task = {"id": 7, "data": {"text": "A lute."}, "annotations": [{"result": regions}, {"was_cancelled": True}]}
    drafts = read(FORMAT, tmp_path / "a.json", json.dumps([task]))
    assert (drafts[0].doc_id, drafts[0].text) == ("7", "A lute.")
    assert claims(drafts) == [((2, 6), "Instrument", "lute", "a.json: task 7")]


def test_the_small_export_is_read(tmp_path):
    drafts = read(FORMAT, tmp_path / "a.json", json.dumps([{"id": 7, "text": "A lute.", "label": [VALUE]}]))
    assert claims(drafts) == [((2, 6), "Instrument", "lute", "a.json: task 7")]


def test_places_may_count_as_browsers_do(tmp_path):
    task = {"id": 7, "text": "𝄞 lute", "label": [{**VALUE, "start": 3, "end": 7}]}
    assert claims(read(FORMAT, tmp_path / "a.json", json.dumps([task]))) == [
        ((2, 6), "Instrument", "lute", "a.json: task 7")
    ]


def test_several_annotations_of_a_text_are_refused(tmp_path):
    task = {"id": 7, "data": {"text": "A lute."}, "annotations": [{"result": []}, {"result": []}]}
    with pytest.raises(Refused, match=r"a\.json: task 7: several annotations of one text"):
        read(FORMAT, tmp_path / "a.json", json.dumps([task]))

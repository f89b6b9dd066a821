import json

import pytest

from ner_model.errors import Refused
from tests.training.corpora.formats.reading import claims, read
from training.corpora.formats.bioc_json import FORMAT

ANNOTATION = {"id": "3", "infons": {"type": "Instrument"}, "text": "lute", "locations": [{"offset": 2, "length": 4}]}


def document(**changes):
    return {"id": "7", "passages": [{"offset": 0, "text": "A lute.", "annotations": [{**ANNOTATION, **changes}]}]}


@pytest.mark.parametrize(
    "wrap",
    [lambda each: {"documents": [each]}, lambda each: {"PubTator3": [each]}, lambda each: [each], lambda each: each],
)
def test_documents_lie_where_exporters_put_them(tmp_path, wrap):
    drafts = read(FORMAT, tmp_path / "a.json", json.dumps(wrap(document())))
    assert [(draft.doc_id, draft.text) for draft in drafts] == [("7", "A lute.")]
    assert claims(drafts) == [((2, 6), "Instrument", "lute", "a.json: document 7, annotation 3")]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"infons": {}}, "document 7, annotation 3: infons.type must be a string"),
        ({"locations": []}, "an annotation without a location"),
        ({"locations": [{"offset": "2", "length": 4}]}, "offset must be a whole number. Received: '2'"),
        ({"locations": 5}, "locations must be a list of objects"),
    ],
)
def test_a_broken_annotation_is_refused_with_its_place(tmp_path, changes, reason):
    with pytest.raises(Refused, match=reason):
        read(FORMAT, tmp_path / "a.json", json.dumps(document(**changes)))


def test_what_is_no_json_is_refused_with_its_line(tmp_path):
    with pytest.raises(Refused, match=r"a\.json:2: no JSON"):
        read(FORMAT, tmp_path / "a.json", '{"documents":\n oops')

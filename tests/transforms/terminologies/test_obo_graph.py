import json

import pytest

from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from transforms.terminologies.obo_graph import read_obo_graph

PURL = "http://purl.obolibrary.org/obo/"
SMALL = {
    "nodes": [
        {"id": f"{PURL}S_0", "lbl": "disease", "type": "CLASS"},
        {
            "id": f"{PURL}S_1",
            "lbl": "pain",
            "meta": {
                "synonyms": [{"pred": "hasExactSynonym", "val": "ache"}, {"pred": "hasBroadSynonym", "val": "ill"}]
            },
        },
        {"id": f"{PURL}S_2", "lbl": "gone", "meta": {"deprecated": True}},
        {"id": f"{PURL}part_of", "lbl": "part of", "type": "PROPERTY"},
        {"id": f"{PURL}S_3"},
    ],
    "edges": [
        {"sub": f"{PURL}S_1", "pred": "is_a", "obj": f"{PURL}S_0"},
        {"sub": f"{PURL}S_1", "pred": f"{PURL}part_of", "obj": f"{PURL}S_3"},
    ],
}


def test_classes_are_concepts(tmp_path):
    path = tmp_path / "small.json"
    path.write_text(json.dumps({"graphs": [SMALL]}))
    assert list(read_obo_graph(path, "Disease")) == [
        Concept("S:0", "disease", (), (), "Disease"),
        Concept("S:1", "pain", ("ache",), ("S:0",), "Disease"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "expected an OBO graph"),
        (b'{"graphs": [1]}', "expected an OBO graph"),
        (b'{"graphs": "\xff"}', "not UTF-8"),
    ],
)
def test_what_is_no_graph_is_refused(tmp_path, content, reason):
    path = tmp_path / "small.json"
    path.write_bytes(content)
    with pytest.raises(Refused, match=reason):
        list(read_obo_graph(path, "Disease"))

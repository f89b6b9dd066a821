import hashlib
import json

from tests.exported import ZINC, annotated, text_of, write


def test_an_annotation_selects_by_position_and_by_quotation(tmp_path):
    write("webannotation", [annotated("pmc/1", "𝒜 and Zinc helps.", ("Zinc", "Chemical"), links=[ZINC])], tmp_path)
    annotation = json.loads(text_of(tmp_path / "part.annotations.jsonl"))
    assert annotation["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert annotation["id"] == "pmc%2F1#T1"
    assert [body["value"] for body in annotation["body"]] == ["Chemical", "0.5000", "MESH:D015032"]
    position, quotation = annotation["target"]["selector"]
    assert position == {"type": "TextPositionSelector", "start": 6, "end": 10}
    assert quotation == {"type": "TextQuoteSelector", "exact": "Zinc", "prefix": "𝒜 and ", "suffix": " helps."}
    assert annotation["target"]["source"]["digest"] == hashlib.sha256("𝒜 and Zinc helps.".encode()).hexdigest()


def test_a_line_is_a_line_for_every_program(tmp_path):
    write("webannotation", [annotated("1", "a\u2028b\u0085Zinc", ("Zinc", "Chemical"))], tmp_path)
    assert len(text_of(tmp_path / "part.documents.jsonl").splitlines()) == 1
    assert json.loads(text_of(tmp_path / "part.documents.jsonl"))["text"] == "a\u2028b\u0085Zinc"

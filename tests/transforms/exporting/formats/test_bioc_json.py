import json

from tests.exported import HARD, write


def test_a_collection_holds_each_document_with_the_id_that_it_has(tmp_path):
    write("bioc_json", HARD, tmp_path)
    collection = json.loads((tmp_path / "part.bioc.json").read_text(encoding="utf-8"))
    assert [document["id"] for document in collection["documents"]] == [each.document.doc_id for each in HARD]
    first = collection["documents"][0]["passages"][0]["annotations"][0]
    assert first["locations"] == [{"offset": 0, "length": 4}]


def test_an_export_without_documents_is_a_collection(tmp_path):
    write("bioc_json", [], tmp_path)
    assert json.loads((tmp_path / "part.bioc.json").read_text())["documents"] == []

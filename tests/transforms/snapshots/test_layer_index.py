import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ner_model.errors import Refused
from tests import object_store
from tests.transforms.annotated import annotated
from transforms.snapshots.layer_index import check_index, entities_of, find_documents, keys_in, places_in, write_index
from transforms.snapshots.manifest import Part
from transforms.tables.documents import document_rows
from transforms.tables.entities import entity_rows


@pytest.fixture
def part(tmp_path):
    """The index of documents 1 to 4, of which 2 has two entities and 3 one."""
    texts = {"1": "no.", "2": "Zinc Lead", "3": "Lead x.", "4": "no."}
    found = [annotated(*document) for document in texts.items()]
    write_index(document_rows(found), entity_rows(found), f"{tmp_path}/part.arrow", {})
    return Part(f"{tmp_path}/part.arrow")


def find(part, *keys):
    return find_documents([part], pa.array(keys, pa.string()))


def test_documents_come_with_their_entities(part):
    found = find(part, "0", "2", "3", "9")
    assert found["doc_id"].to_pylist() == ["2", "3"]
    assert entities_of(found).to_pylist() == [
        {"doc_id": doc_id, "label": "Chemical", "text": text, "score": 0.5}
        for doc_id, text in (("2", "Zinc"), ("2", "Lead"), ("3", "Lead"))
    ]


@pytest.mark.parametrize("keys", [(), ("0",), ("15",), ("9",)])
def test_of_keys_that_are_not_there_nothing_is_found(part, keys):
    assert (find(part, *keys).num_rows, entities_of(find(part, *keys)).num_rows) == (0, 0)


def test_void_documents_are_left_out(part, tmp_path):
    pq.write_table(pa.table({"doc_id": ["2"]}), tmp_path / "voided.parquet")
    found = find(part._replace(voided=(f"{tmp_path}/voided.parquet",)), "2", "3")
    assert entities_of(found)["text"].to_pylist() == ["Lead"]


def test_documents_are_found_by_what_their_versions_share(tmp_path):
    ids = {"1-2": 1, "1.2": 2, "3": 1}  # sorted by id; the key of 1.2 is 1, which comes before 1-2
    found = [annotated(doc_id, "Zinc" if version == 2 else "no.", version=version) for doc_id, version in ids.items()]
    write_index(document_rows(found), entity_rows(found), f"{tmp_path}/part.arrow", {})
    part = Part(f"{tmp_path}/part.arrow")
    assert [find(part, key)["doc_id"].to_pylist() for key in ("1", "1-2", "3", "1.2")] == [["1.2"], ["1-2"], ["3"], []]
    assert entities_of(find(part, "1"))["doc_id"].to_pylist() == ["1.2"]


def test_wanted_keys_are_found_wherever_they_lie():
    keys = [f"{number:03}" for number in range(0, 200, 2)]
    wanted = [f"{number:03}" for number in range(0, 203)]
    assert places_in(pa.array(keys), pa.array(wanted)).tolist() == list(range(100))


def test_of_no_documents_there_is_no_index(tmp_path):
    assert write_index(document_rows([]), entity_rows([]), f"{tmp_path}/part.arrow", {}) == []


def test_a_torn_index_is_named_with_the_remedy(part):
    os.truncate(part.path, 100)
    with pytest.raises(Refused, match=r"part\.arrow.*--rebase|--rebase.*part\.arrow"):
        find(part, "2")


def test_the_key_of_a_later_version_is_that_of_the_first():
    rows = pa.table({"doc_id": pa.chunked_array([["7", "8.2"], ["9"]]), "version": pa.chunked_array([[1, 2], [1]])})
    assert keys_in(rows).to_pylist() == ["7", "8", "9"]


def test_in_an_object_store(monkeypatch):
    monkeypatch.setattr(object_store, "OBJECTS", {})
    found = [annotated("1", "Zinc"), annotated("2", "Lead")]
    write_index(document_rows(found), entity_rows(found), "mem://bucket/part.arrow", {})
    part = Part("mem://bucket/part.arrow")
    assert entities_of(find(part, "2"))["text"].to_pylist() == ["Lead"]
    assert check_index(part.path) == 2

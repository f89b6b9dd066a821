import subprocess
import sys
from pathlib import Path

import pytest

import literature_tagger as lt
from ner_model.errors import Refused
from tests.committed import commit


@pytest.fixture
def annotations(tmp_path):
    """Two runs; the second has a new text of one document, and has read the file of the dead letter again."""
    commit(str(tmp_path), "R1", {"d1": "Zinc helps.", "d2": "Lead harms Rat."}, [{"source": "in.jsonl#9"}])
    commit(str(tmp_path), "R2", {"d1": "Zinc harms Mouse."})
    return lt.read(tmp_path)


def test_the_newest_rows_of_all_runs_as_data_frames(annotations):
    assert annotations.runs == ("R1", "R2")
    assert sorted(annotations.entities.text) == ["Lead", "Mouse", "Rat", "Zinc"]
    texts = annotations.documents.set_index("doc_id").text
    assert all(texts[row.doc_id][row.start : row.end] == row.text for row in annotations.entities.itertuples())
    assert len(annotations.dead_letters) == 0


def test_the_same_rows_as_arrow_and_in_duckdb(annotations):
    columns = ["doc_id", "start", "end", "label"]
    expected = sorted(annotations.pandas("entities", columns).itertuples(index=False, name=None))
    assert sorted(tuple(row.values()) for row in annotations.arrow("entities", columns).to_pylist()) == expected
    assert sorted(annotations.duckdb("entities").select(*columns).fetchall()) == expected
    assert annotations.duckdb("dead_letters").fetchall() == []


def test_a_relation_is_queried_by_the_name_of_its_variable(annotations):
    import duckdb

    entities = annotations.duckdb()
    assert duckdb.sql("SELECT count(*) FROM entities").fetchall() == [(4,)]
    assert entities is not None


def test_one_run_is_read_by_its_id(tmp_path, annotations):
    assert lt.read(tmp_path, run="R1").runs == ("R1",)
    assert len(lt.read(tmp_path, run="R1").dead_letters) == 1


def test_what_is_not_there_is_refused_with_what_is(tmp_path, annotations):
    with pytest.raises(Refused, match=r"no such run.*R1, R2"):
        lt.read(tmp_path, run="R7")
    with pytest.raises(Refused, match=r"entities, documents, dead_letters"):
        annotations.arrow("deletions")
    with pytest.raises(Refused, match=r"tag something first"):
        lt.read(tmp_path / "elsewhere")
    with pytest.raises(Refused, match=r"not both"):
        lt.read(tmp_path, run="R1", snapshot="S1")


def test_a_package_that_is_missing_is_named_with_its_extra(annotations, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(Refused, match=r"literature-tagger\[read\]"):
        annotations.duckdb()


def test_the_first_documents_are_shown_highlighted(annotations):
    assert repr(annotations.show(1)) == "d1: Zinc (Name), Mouse (Name)"
    assert annotations.show()._repr_html_().count("<mark") == 2


def test_what_is_read_says_what_it_is(annotations, tmp_path):
    assert repr(annotations) == f"<Annotations of {tmp_path}: 2 runs>"


def test_the_import_brings_neither_pandas_nor_duckdb_nor_beam():
    program = (
        "import literature_tagger, sys; print({'pandas', 'duckdb', 'apache_beam', 'tensorflow'} & set(sys.modules))"
    )
    root = Path(__file__).parents[2]
    assert subprocess.check_output([sys.executable, "-c", program], cwd=root, text=True) == "set()\n"

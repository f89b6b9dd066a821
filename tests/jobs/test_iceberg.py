"""The nightly cycle with `--iceberg`, from files to tables that another program reads."""

import json

import pytest

import literature_tagger as lt
from jobs import compact_annotations, tag_corpus

catalogues = pytest.importorskip("pyiceberg.catalog.sql")


def night(folder, name, texts):
    records = "".join(f"{json.dumps({'id': doc_id, 'text': text})}\n" for doc_id, text in texts.items())
    (folder / name).write_text(records)
    assert tag_corpus.main([f"--input={folder}", f"--output={folder}/out", "--incremental", "--no_report"]) == 0
    assert compact_annotations.main([f"--output={folder}/out", "--iceberg", "--keep=2", "--force"]) == 0
    return (folder / "out" / "snapshots" / "CURRENT").read_text().strip()


def rows(table):
    return sorted(table.drop_columns(["source"]).to_pylist(), key=json.dumps)


def test_each_kept_snapshot_is_a_tag_whose_rows_are_those_of_the_snapshot(tmp_path):
    """Read as somebody does who has the catalogue alone."""
    first = night(tmp_path, "a.jsonl", {"d1": "Zinc helps.", "d2": "Lithium carbonate causes tremor."})
    before = {name: rows(lt.read(f"{tmp_path}/out").arrow(name)) for name in ("entities", "documents")}
    second = night(tmp_path, "b.jsonl", {"d3": "Asthma after aspirin."})
    uri = f"sqlite:///{tmp_path}/out/iceberg/catalogue.db"
    catalogue = catalogues.SqlCatalog("annotations", uri=uri, warehouse=f"file://{tmp_path}/out/iceberg")
    for name in ("entities", "documents"):
        table = catalogue.load_table(f"annotations.{name}")
        assert set(table.metadata.refs) == {"main", first, second}
        assert rows(table.scan().to_arrow()) == rows(lt.read(f"{tmp_path}/out").arrow(name)) != []
        assert rows(table.scan(snapshot_id=table.snapshot_by_name(first).snapshot_id).to_arrow()) == before[name]

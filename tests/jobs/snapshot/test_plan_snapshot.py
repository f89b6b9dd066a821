from types import SimpleNamespace

import pytest

from jobs.snapshot.plan_snapshot import check_flags, plan_snapshot
from ner_model.errors import Refused
from tests.run_records import run_record
from tests.transforms.annotated import annotated
from transforms.runs.layout import Layout
from transforms.snapshots.snapshots import current_snapshot
from transforms.storage import list_names, write_json
from transforms.tables.documents import document_rows
from transforms.writing.parquet_files import TableWriter

FLAGS = SimpleNamespace(delta=False, iceberg=False, rebase=False, keep=1, max_file_bytes=1 << 20)


@pytest.fixture
def output(tmp_path):
    """A committed run of one document."""
    layout = Layout(str(tmp_path), "R1")
    writer = TableWriter("documents", layout.final("documents"), {}, "bundle")
    list(writer.write(document_rows([annotated("1")])))
    list(writer.close())
    write_json(layout.record, run_record("R1", ["a"], documents=1))
    return str(tmp_path)


def test_a_plan_says_what_would_be_in_the_snapshot(output):
    plan = plan_snapshot(output, FLAGS)
    assert (plan.compaction.live, plan.current, plan.is_published) == ({"a": "R1"}, None, False)
    assert list_names(plan.layout.staging) == ["started.json"]
    assert current_snapshot(output) is None


def test_fewer_than_one_snapshot_cannot_be_kept():
    with pytest.raises(Refused, match=r"--keep must be 1 or more\. Received: 0"):
        check_flags("out", SimpleNamespace(delta=False, iceberg=False, keep=0))


@pytest.mark.parametrize("extra", ["delta", "iceberg"])
def test_a_lake_without_its_package_is_refused(monkeypatch, extra):
    monkeypatch.setattr("jobs.snapshot.plan_snapshot.find_spec", lambda name: None)
    with pytest.raises(Refused, match=f"pip install 'literature-tagger\\[{extra}\\]'"):
        check_flags("out", SimpleNamespace(**{"delta": False, "iceberg": False, "keep": 1, extra: True}))


@pytest.mark.parametrize("extra", ["delta", "iceberg"])
def test_a_lake_is_refused_where_files_cannot_be_put_in_place_in_one_step(extra):
    with pytest.raises(Refused, match=f"--{extra} needs an output on a disk"):
        check_flags("s3://bucket/out", SimpleNamespace(**{"delta": False, "iceberg": False, "keep": 1, extra: True}))

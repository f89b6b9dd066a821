import contextlib
import io
from dataclasses import replace

import pandas as pd
import pyarrow.parquet as pq
import pytest

from ner_model.tagger import Entity
from tests import object_store
from tests.run_records import run_record
from transforms.records import AnnotatedDocument, Document
from transforms.runs import commit_run as module
from transforms.runs.commit_run import commit_run, committed_runs, published_runs, recover
from transforms.runs.layout import Layout
from transforms.storage import list_names, move_folder, write_json
from transforms.tables.documents import document_rows
from transforms.tables.entities import entity_rows
from transforms.writing.parquet_files import TableWriter

STEPS_OF_A_COMMIT = (
    "write_json",
    "remove_file",
    "remove_folder",
    "move_files",
    "move_folder",
    "move_file",
    "create_file",
)


class Killed(BaseException):
    """Stands for a signal: nothing in the code under test may catch it."""


def stage(output, run_id, ids=("d1",), replaces=()):
    """Writes a finished run into the staging folder; returns what its commit needs."""
    layout = Layout(str(output), run_id)
    annotated = [
        AnnotatedDocument(Document(doc_id, "a#1", "Zinc."), 1, 2, [Entity(0, 4, "Chemical", "Zinc", 0.5, 0)])
        for doc_id in ids
    ]
    files = []
    for table, rows in {"entities": entity_rows(annotated), "documents": document_rows(annotated)}.items():
        writer = TableWriter(table, layout.staged(table), {})
        files += [*writer.write(rows), *writer.close()]
    return layout, run_record(run_id, replaces=tuple(replaces)), files, {"run_id": run_id}


def ids_in(output, table="entities"):
    return sorted(pd.read_parquet(output / table)["doc_id"])


def test_a_committed_run_can_be_read(tmp_path):
    commit_run(*stage(tmp_path, "R1", ["d1", "d2"]))
    assert ids_in(tmp_path) == ["d1", "d2"]
    ((run_id, record),) = committed_runs(str(tmp_path)).items()
    assert (run_id, replace(record, files=())) == ("R1", run_record("R1"))
    assert {file.table: pq.read_metadata(tmp_path / file.path).num_rows for file in record.files} == {
        "entities": 2,
        "documents": 2,
    }
    assert list_names(f"{tmp_path}/.staging") == []


def test_a_table_without_rows_is_still_a_table(tmp_path):
    commit_run(*stage(tmp_path, "R1"))
    (path,) = (tmp_path / "dead_letters" / "run=R1").iterdir()
    assert pq.read_metadata(path).num_rows == 0
    assert pd.read_parquet(tmp_path / "dead_letters").empty


def test_runs_stand_beside_each_other(tmp_path):
    commit_run(*stage(tmp_path, "R1", ["d1"]))
    commit_run(*stage(tmp_path, "R2", ["d2"]))
    assert ids_in(tmp_path) == ["d1", "d2"]


def test_a_run_takes_the_place_of_those_it_replaces(tmp_path):
    commit_run(*stage(tmp_path, "R1", ["d1"]))
    commit_run(*stage(tmp_path, "R2", ["d2"], replaces=["R1"]))
    assert ids_in(tmp_path) == ["d2"]
    assert published_runs(str(tmp_path)) == {"R2"}


def test_files_that_no_bundle_listed_are_left_out(tmp_path):
    layout, *rest = stage(tmp_path, "R1")
    stage(tmp_path, "R1", ["from a bundle that failed"])
    commit_run(layout, *rest)
    assert ids_in(tmp_path) == ["d1"]


def test_a_file_that_a_lost_worker_writes_during_the_commit_is_left_out(tmp_path, monkeypatch):
    staged = stage(tmp_path, "R1")

    def write_late(path, record):
        stage(tmp_path, "R1", ["from a worker that was given up"])
        write_json(path, record)

    monkeypatch.setattr(module, "write_json", write_late)
    commit_run(*staged)
    assert ids_in(tmp_path) == ["d1"]


def test_a_listed_file_that_is_missing_stops_the_commit(tmp_path):
    layout, record, files, metadata = stage(tmp_path, "R1")
    (tmp_path / ".staging" / "R1" / "documents").rename(tmp_path / "lost")
    with pytest.raises(RuntimeError, match=r"nothing was published: .*Received: None"):
        commit_run(layout, record, files, metadata)
    assert list_names(str(tmp_path)) == [".staging", "lost"]


def test_a_listed_file_that_was_cut_stops_the_commit(tmp_path):
    layout, record, files, metadata = stage(tmp_path, "R1")
    files[0] = replace(files[0], bytes=files[0].bytes + 1)
    with pytest.raises(RuntimeError, match="nothing was published"):
        commit_run(layout, record, files, metadata)


def test_what_a_killed_run_left_is_removed(tmp_path):
    stage(tmp_path, "R1")
    assert recover(str(tmp_path)) == []
    assert list_names(f"{tmp_path}/.staging") == []
    assert published_runs(str(tmp_path)) == set()


@pytest.mark.parametrize("kill_at", range(1, 25))
def test_a_commit_killed_at_any_step_is_all_or_nothing_after_recovery(tmp_path, monkeypatch, kill_at):
    commit_run(*stage(tmp_path, "R1", ["old"]))
    staged = stage(tmp_path, "R2", ["new"], replaces=["R1"])
    with monkeypatch.context() as patch:
        kill_at_step(patch, kill_at)
        with contextlib.suppress(Killed):
            commit_run(*staged)
    recover(str(tmp_path))
    (run_id,) = committed_runs(str(tmp_path))
    assert published_runs(str(tmp_path)) == {run_id}
    expected = {"R1": ["old"], "R2": ["new"]}[run_id]
    assert [ids_in(tmp_path, table) for table in ("entities", "documents")] == [expected, expected]
    assert list_names(f"{tmp_path}/.staging") == []


@pytest.mark.parametrize("kill_at", range(1, 25))
def test_a_commit_in_an_object_store_is_all_or_nothing_too(monkeypatch, kill_at):
    monkeypatch.setattr(object_store, "OBJECTS", {})
    commit_run(*stage("mem://bucket/out", "R1", ["old"]))
    staged = stage("mem://bucket/out", "R2", ["new"], replaces=["R1"])
    with monkeypatch.context() as patch:
        kill_at_step(patch, kill_at)
        with contextlib.suppress(Killed):
            commit_run(*staged)
    recover("mem://bucket/out")
    (run_id,) = committed_runs("mem://bucket/out")
    tables = [pd.read_parquet(io.BytesIO(rows)) for path, rows in object_store.OBJECTS.items() if "/entities/" in path]
    assert [list(table["doc_id"]) for table in tables] == [{"R1": ["old"], "R2": ["new"]}[run_id]]
    assert not [path for path in object_store.OBJECTS if "/.staging/" in path]


def test_a_recovery_that_is_killed_can_be_repeated(tmp_path, monkeypatch):
    layout, record, *_ = stage(tmp_path, "R1")
    for table in ("entities", "documents"):
        move_folder(layout.staged(table), layout.ready(table))
    write_json(layout.intent, record)
    for kill_at in range(1, 8):
        with monkeypatch.context() as patch:
            kill_at_step(patch, kill_at)
            with contextlib.suppress(Killed):
                recover(str(tmp_path))
    recover(str(tmp_path))
    assert set(committed_runs(str(tmp_path))) == {"R1"}
    assert ids_in(tmp_path) == ["d1"]


def kill_at_step(patch, number):
    """The step with this number, counted over all that change files, is never reached."""
    steps = iter(range(1, 1_000))

    def killed_before(step):
        def counted(*arguments):
            if next(steps) == number:
                raise Killed
            return step(*arguments)

        return counted

    for name in STEPS_OF_A_COMMIT:
        patch.setattr(module, name, killed_before(getattr(module, name)))


def hide(patch, part):
    """Lets the lists of the object store lag: they lack what has this in its path."""
    listed = object_store.ObjectStore._list
    late = lambda store, prefix: [each for each in listed(store, prefix) if part not in each.path]  # noqa: E731
    patch.setattr(object_store.ObjectStore, "_list", late)


@pytest.mark.parametrize("part", ["/runs/", "/.staging/"])
def test_a_run_whose_record_a_late_list_lacks_is_not_removed(monkeypatch, part):
    monkeypatch.setattr(object_store, "OBJECTS", {})
    commit_run(*stage("mem://bucket/out", "R1", ["d1"]))
    before = dict(object_store.OBJECTS)
    hide(monkeypatch, part)
    assert recover("mem://bucket/out") == []
    assert before == object_store.OBJECTS


def test_files_that_a_late_list_lacks_are_published(monkeypatch):
    monkeypatch.setattr(object_store, "OBJECTS", {})
    with monkeypatch.context() as patch:
        hide(patch, "/ready/")
        commit_run(*stage("mem://bucket/out", "R1", ["d1"]))
    recover("mem://bucket/out")
    (run_id,) = committed_runs("mem://bucket/out")
    folders = {path.rpartition("/")[0].rpartition("/")[0] for path in object_store.OBJECTS if f"run={run_id}" in path}
    assert folders == {f"mem://bucket/out/{table}" for table in ("documents", "entities", "dead_letters")}

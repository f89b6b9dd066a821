"""Exports through the whole job: filters, refusals, several parts and processes, kills."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from jobs.compact_annotations import main as compact
from jobs.export.__main__ import main
from jobs.tag_corpus import main as tag
from tests.committed import commit
from tests.exported import FOREIGN, text_of
from transforms.exporting import shards

ROOT = Path(__file__).parents[3]
TEXTS = {f"d{number}": f"Zinc {number}\nhelps Rat and Bob." for number in range(50)}


@pytest.fixture
def output(tmp_path):
    commit(str(tmp_path / "out"), "2026-01-01T000000.000000Z-a", TEXTS, entities_by_label={"Name": 150})
    return str(tmp_path / "out")


@pytest.fixture
def export(output, tmp_path):
    """Exports to `to`; returns the exit code."""
    return lambda *flags, to="to": main([f"--output={output}", f"--to={tmp_path / to}", *flags])


def files_in(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_record_says_what_lies_there(export, tmp_path, capsys):
    assert export("--format=pubtator", "--min_score=0.25") == 0
    record = json.loads((tmp_path / "to" / "export.json").read_text())
    assert (record["documents"], record["entities"], record["labels"]) == (50, 150, {"Name": 150})
    assert record["selection"] == {"min_score": 0.25}
    assert record["files"] == {"part-00000.pubtator": (tmp_path / "to" / "part-00000.pubtator").stat().st_size}
    assert not (tmp_path / "to.unfinished").exists()
    assert "entities   150 (Name 150)" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["csv", "brat"])
def test_parts_and_processes_change_nothing_but_the_names_of_files(export, tmp_path, monkeypatch, name):
    monkeypatch.setattr(shards, "_BYTES", 1)
    assert export(f"--format={name}") == 0
    assert export(f"--format={name}", "--direct_num_workers=2", to="two") == 0
    one, two = (files_in(tmp_path / folder) for folder in ("to", "two"))
    assert one.keys() == two.keys()
    assert all(one[path] == two[path] for path in one if path != "export.json")


def test_a_snapshot_is_exported_as_others_read_it(corpus, tagged, tmp_path):
    assert tagged() == 0
    assert compact([f"--output={tmp_path}/out"]) == 0
    assert main([f"--output={tmp_path}/out", "--format=bioc_json", f"--to={tmp_path}/to"]) == 0
    (path,) = (tmp_path / "to").glob("part-*")
    path.rename(tmp_path / "to" / "part.bioc.json")
    snapshot = (tmp_path / "out" / "snapshots" / "CURRENT").read_text().strip()
    entities = pd.read_parquet(tmp_path / "out" / "snapshots" / snapshot / "entities")
    rows = {(row.doc_id, row.start, row.end, row.label, row.text) for row in entities.itertuples()}
    assert {(doc_id, *span) for doc_id, spans, _ in FOREIGN["bioc_json"](tmp_path / "to") for span in spans} == rows


def test_what_was_exported_is_tagged_again_with_the_same_entities(export, output, tmp_path):
    assert export("--format=bioc_xml") == 0
    assert tag([f"--input={tmp_path}/to/part-00000.bioc.xml", f"--output={tmp_path}/again"]) == 0
    one, two = (
        pd.read_parquet(f"{folder}/entities").drop(columns=["source", "run"]) for folder in (output, tmp_path / "again")
    )
    columns = ["doc_id", "start", "end", "label", "text"]
    assert one[columns].values.tolist() == two[columns].values.tolist()


def test_documents_of_a_list(export, tmp_path):
    (tmp_path / "ids.txt").write_text("d7\nd30\nnone\n")
    assert export("--format=csv", f"--documents={tmp_path}/ids.txt") == 0
    assert pd.read_csv(tmp_path / "to" / "part-00000.documents.csv").doc_id.tolist() == ["d7", "d30"]


@pytest.mark.parametrize(
    ("flag", "documents"), [("--since=2026-01-01", 50), ("--since=2026-01-02", 0), ("--until=2025-12-31", 0)]
)
def test_documents_of_some_days(export, tmp_path, flag, documents):
    assert export("--format=csv", flag) == 0
    assert len(pd.read_csv(tmp_path / "to" / "part-00000.documents.csv")) == documents


@pytest.mark.parametrize(
    ("flags", "reason"),
    [
        (["--min_score=2"], "a score lies between 0 and 1"),
        (["--entity_labels=Names"], "no entity has the label Names; there are Name"),
        (["--under=C1"], "--under needs --terminology"),
        (["--output=nowhere"], "no run has been committed there"),
        (["--snapshot=S9"], "no such snapshot"),
        (["--documents=nowhere.txt"], "nowhere.txt"),
    ],
)
def test_what_cannot_be_exported_is_one_line_and_leaves_nothing(export, tmp_path, capsys, flags, reason):
    assert export("--format=csv", *flags) == 2
    error = capsys.readouterr().err
    assert reason in error
    assert error.count("\n") == 1
    assert {path.name for path in tmp_path.iterdir()} <= {"out"}


def test_several_runs_without_a_snapshot_are_refused(export, output, capsys):
    commit(output, "2026-02-01T000000.000000Z-b", {"d1": "Lead."})
    assert export("--format=csv") == 2
    assert "no snapshot, and 2 runs; make a snapshot" in capsys.readouterr().err


def test_only_an_export_is_ever_overwritten(export, tmp_path, capsys):
    assert export("--format=csv") == 0
    assert export("--format=pubtator") == 2
    assert export("--format=pubtator", "--overwrite") == 0
    assert set(files_in(tmp_path / "to")) == {"export.json", "part-00000.pubtator"}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("x")
    assert export("--format=csv", "--overwrite", to="mine") == 2
    assert export("--format=csv", to="out/exported") == 2
    assert "cannot lie within the annotations" in capsys.readouterr().err


JOB = """
import sys
from jobs.export.__main__ import main
from transforms.exporting import shards
shards._BYTES = 1
sys.exit(main())
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", range(20 if "THOROUGH" in os.environ else 5))
def test_killed_at_a_random_moment_nothing_is_seen_and_the_next_start_is_right(tmp_path, number):
    output = str(tmp_path / "out")
    for part in range(12):  # files of one run, each a part of the export
        commit(output, f"R{part:02}", {f"d{part}-{n}": f"Zinc {n} helps Rat." for n in range(200)})
    compact([f"--output={output}", "--max_file_bytes=1", "--force"])
    flags = [f"--output={output}", "--format=brat"]
    begun = time.monotonic()
    assert subprocess.run([sys.executable, "-c", JOB, *flags, f"--to={tmp_path}/whole"], cwd=ROOT).returncode == 0
    seconds = time.monotonic() - begun
    command = [sys.executable, "-c", JOB, *flags, f"--to={tmp_path}/to"]
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    time.sleep(random.Random(number).uniform(0.5, 1.0) * seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if (tmp_path / "to").exists():
        assert files_in(tmp_path / "to").keys() == files_in(tmp_path / "whole").keys()
    subprocess.run([*command, "--overwrite"], cwd=ROOT, check=True)
    assert files_in(tmp_path / "to") == files_in(tmp_path / "whole")
    assert not (tmp_path / "to.unfinished").exists()


def test_parts_that_were_whole_are_kept_and_others_are_written(export, tmp_path, monkeypatch):
    from jobs.export import __main__ as job

    monkeypatch.setattr(job, "publish_export", lambda *arguments: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        export("--format=csv")
    assert not (tmp_path / "to").exists()
    kept = tmp_path / "to.unfinished" / "files" / "part-00000.documents.csv"
    before = kept.stat().st_mtime_ns
    monkeypatch.undo()
    assert export("--format=csv") == 0
    assert (tmp_path / "to" / "part-00000.documents.csv").stat().st_mtime_ns == before


def test_parts_of_another_export_are_not_taken(export, tmp_path, monkeypatch):
    from jobs.export import __main__ as job

    monkeypatch.setattr(job, "publish_export", lambda *arguments: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        export("--format=csv", "--min_score=0.9")
    monkeypatch.undo()
    assert export("--format=csv") == 0
    assert len(text_of(tmp_path / "to" / "part-00000.entities.csv").splitlines()) == 151

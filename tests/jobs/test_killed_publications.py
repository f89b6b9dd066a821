"""A publication that ends at any step that changes a file, in the middle of a write too, and a recovery that does.

Readers see all of the old or all of the new snapshot, whatever the step; the next run completes it: tried after every
tenth step, with THOROUGH=1 after every one.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from jobs import compact_annotations, tag_corpus
from ner_model import tagger
from tests import stub_tagger
from transforms.runs.commit_run import committed_runs, published_runs
from transforms.snapshots.delta_table import versions_of
from transforms.snapshots.folders import folder_of
from transforms.snapshots.snapshots import current_snapshot, half_snapshots

pytestmark = pytest.mark.slow

deltalake = pytest.importorskip("deltalake")

ROOT = Path(__file__).parent.parent.parent
OLD = [("d1", "Zinc"), ("d2", "Zinc")]
TABLES = ("documents", "entities")
FILES = ("snapshot.json", "manifest.json", "documents.sql", "entities.sql")
NEW = [("d1", "Lead"), ("d2", "Lead"), ("d3", "Lead")]
RERUN_EVERY = 1 if "THOROUGH" in os.environ else 10


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    """The folders that a publication leaves which ends at its first step, its second, ..., and not at all."""
    compiler = shutil.which("cc")
    if not compiler:
        pytest.skip("needs a C compiler")
    folder = tmp_path_factory.mktemp("publication")
    library = folder / "kill_at_step.so"
    source = Path(__file__).parent.parent / "kill_at_step.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tagger, "load", stub_tagger.load)
        tag(folder, OLD)
        assert compact_annotations.main([f"--output={folder}/out", "--delta"]) == 0
        tag(folder, NEW)
    command = [sys.executable, "-m", "tests.publication_steps", folder / "out", folder / "states"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "LD_PRELOAD": str(library)}, check=True)
    return folder / "states"


def steps_of(states, work):
    return sorted((states / work).iterdir(), key=lambda state: int(state.name))


def tag(folder, documents):
    lines = [json.dumps({"id": doc_id, "text": f"{word} helps."}) + "\n" for doc_id, word in documents]
    (folder / "in.jsonl").write_text("".join(lines))
    assert tag_corpus.main([f"--input={folder}/in.jsonl", f"--output={folder}/out", "--incremental"]) == 0


def rows_of(documents, entities):
    """What both tables say; they must say the same."""
    words = [(row["doc_id"], row["text"].split()[0]) for row in documents.select(["doc_id", "text"]).to_pylist()]
    assert words == [(row["doc_id"], row["text"]) for row in entities.select(["doc_id", "text"]).to_pylist()]
    return words


def snapshot_in(output):
    folder = folder_of(str(output), current_snapshot(str(output)))
    return rows_of(*(ds.dataset(f"{folder}/{table}").to_table() for table in TABLES))


def delta_in(output):
    """As README says that Delta tables are read."""
    known = versions_of(str(output))
    versions = known.snapshots[known.current]
    tables = (deltalake.DeltaTable(f"{output}/delta/{name}", versions[name]) for name in TABLES)
    return rows_of(*(table.to_pyarrow_table() for table in tables))


@pytest.mark.parametrize("read", [snapshot_in, delta_in])
def test_readers_see_the_old_or_the_new_snapshot_after_every_step(states, read):
    seen = [read(state) for state in steps_of(states, "publish")]
    moved = seen.index(NEW)
    assert len(seen) > 50
    assert seen == [OLD] * moved + [NEW] * (len(seen) - moved)


@pytest.mark.parametrize("read", [snapshot_in, delta_in])
def test_readers_see_the_old_snapshot_after_every_step_of_a_recovery(states, read):
    seen = [read(state) for state in steps_of(states, "recover")]
    assert len(seen) > 10
    assert seen == [OLD] * len(seen)


@pytest.mark.parametrize("work", ["publish", "recover"])
def test_the_next_run_completes_it(states, work):
    for state in steps_of(states, work)[::RERUN_EVERY]:
        assert compact_annotations.main([f"--output={state}", "--delta", "--keep=1"]) == 0
        assert [snapshot_in(state), delta_in(state)] == [NEW, NEW]
        check_clean(state)


def check_clean(output):
    """Nothing is left of what was interrupted, of old snapshots, or of runs without rows."""
    current = current_snapshot(str(output))
    assert {path.name for path in (output / "snapshots").iterdir()} == {"CURRENT", current}
    assert {path.name for path in (output / "snapshots" / current).iterdir()} == {*TABLES, *FILES, "index"}
    assert half_snapshots(str(output)) == []
    assert published_runs(str(output)) == set(committed_runs(str(output)))
    assert len(committed_runs(str(output))) == 1
    reports = [json.loads(path.read_text()) for path in sorted((output / "reports").glob("*.json"))]
    assert [report["documents"] for report in reports] == [2, 3]
    assert not [path for path in output.rglob("*") if path.suffix == ".tmp" or path.name == ".staging"]

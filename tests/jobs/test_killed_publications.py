"""A publication that ends at any step that changes a file, in the middle of a write too, and a recovery that does.

Of a snapshot that is made whole, and of one to which a night is added. Readers see all of the old or all of the new
one, whatever the step; the next run completes it: tried after every tenth step, with THOROUGH=1 after every one.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from jobs import compact_annotations, tag_corpus
from ner_model import tagger
from tests import stub_tagger
from transforms.runs.commit_run import committed_runs, published_runs
from transforms.snapshots.delta_table import versions_of
from transforms.snapshots.manifest import manifest_of
from transforms.snapshots.newest_state import newest_state
from transforms.snapshots.snapshots import current_snapshot, half_snapshots, snapshot_ids
from transforms.snapshots.state_tables import read_table

pytestmark = pytest.mark.slow

deltalake = pytest.importorskip("deltalake")

ROOT = Path(__file__).parent.parent.parent
TABLES = ("documents", "entities")
FILES = {"snapshot.json", "manifest.json", "documents.sql", "entities.sql"}
RERUN_EVERY = 1 if "THOROUGH" in os.environ else 10


class Case(NamedTuple):
    """What two snapshots hold, and the names of the files that are tagged before each."""

    old: list[tuple[str, str]]
    new: list[tuple[str, str]]
    names: tuple[str, str]
    tagged: list[tuple[str, str]]
    folder: Path

    def steps(self, work):
        return sorted((self.folder / "states" / work).iterdir(), key=lambda state: int(state.name))


OTHERS = [(f"e{number}", "Zinc") for number in range(40)]
OLD = [("d1", "Zinc"), ("d2", "Zinc")]
NEW = [("d1", "Lead"), ("d2", "Lead"), ("d3", "Lead")]
NIGHT = [NEW[0], NEW[2]]
CASES = {
    "whole": (OLD, NEW, ("in", "in"), NEW),
    "night": ([*OLD, *OTHERS], [NEW[0], OLD[1], NEW[2], *OTHERS], ("in", "more"), NIGHT),
}


@pytest.fixture(scope="module", params=CASES)
def case(request, tmp_path_factory):
    """The folders that a publication leaves which ends at its first step, its second, ..., and not at all."""
    compiler = shutil.which("cc")
    if not compiler:
        pytest.skip("needs a C compiler")
    folder = tmp_path_factory.mktemp("publication")
    case = Case(*CASES[request.param], folder)
    library = folder / "kill_at_step.so"
    source = Path(__file__).parent.parent / "kill_at_step.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tagger, "load", stub_tagger.load)
        tag(folder, case.names[0], case.old)
        assert compact_annotations.main([f"--output={folder}/out", "--delta"]) == 0
        tag(folder, case.names[1], case.tagged)
    command = [sys.executable, "-m", "tests.publication_steps", folder / "out", folder / "states"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "LD_PRELOAD": str(library)}, check=True)
    return case


def tag(folder, name, documents):
    lines = [json.dumps({"id": doc_id, "text": f"{word} helps."}) + "\n" for doc_id, word in documents]
    (folder / f"{name}.jsonl").write_text("".join(lines))
    assert tag_corpus.main([f"--input={folder}/{name}.jsonl", f"--output={folder}/out", "--incremental"]) == 0


def rows_of(documents, entities):
    """What both tables say; they must say the same."""
    words = [(row["doc_id"], row["text"].split()[0]) for row in documents.select(["doc_id", "text"]).to_pylist()]
    assert sorted(words) == sorted(
        (row["doc_id"], row["text"]) for row in entities.select(["doc_id", "text"]).to_pylist()
    )
    return sorted(words, key=lambda word: (word[0][0], int(word[0][1:])))


def snapshot_in(output):
    state = newest_state(str(output))
    return rows_of(*(read_table(state, table) for table in TABLES))


def delta_in(output):
    """As README says that Delta tables are read."""
    known = versions_of(str(output))
    versions = known.snapshots[known.current]
    tables = (deltalake.DeltaTable(f"{output}/delta/{name}", versions[name]) for name in TABLES)
    return rows_of(*(table.to_pyarrow_table() for table in tables))


@pytest.mark.parametrize("read", [snapshot_in, delta_in])
def test_readers_see_the_old_or_the_new_snapshot_after_every_step(case, read):
    seen = [read(state) for state in case.steps("publish")]
    moved = seen.index(case.new)
    assert len(seen) > 50
    assert seen == [case.old] * moved + [case.new] * (len(seen) - moved)


@pytest.mark.parametrize("read", [snapshot_in, delta_in])
def test_readers_see_the_old_snapshot_after_every_step_of_a_recovery(case, read):
    seen = [read(state) for state in case.steps("recover")]
    assert len(seen) > 10
    assert seen == [case.old] * len(seen)


@pytest.mark.parametrize("work", ["publish", "recover"])
def test_the_next_run_completes_it(case, work):
    for state in case.steps(work)[::RERUN_EVERY]:
        assert compact_annotations.main([f"--output={state}", "--delta", "--keep=1"]) == 0
        assert [snapshot_in(state), delta_in(state)] == [case.new, case.new]
        check_clean(state, case)


def check_clean(output, case):
    """Nothing is left of what was interrupted, of old snapshots but their layers, or of runs without rows."""
    current = current_snapshot(str(output))
    manifest = manifest_of(str(output), current)
    assert len(manifest.layers) == len(set(case.names))
    assert snapshot_ids(str(output)) == [current]
    files = {path for path in (output / "snapshots").rglob("*") if path.is_file() and path.name not in FILES}
    assert files == {output / "snapshots" / "CURRENT"} | {
        output / path for layer in manifest.layers for paths in layer.files.values() for path in paths
    }
    assert half_snapshots(str(output)) == []
    assert published_runs(str(output)) == set(committed_runs(str(output)))
    assert len(committed_runs(str(output))) == len(set(case.names))
    reports = [json.loads(path.read_text()) for path in sorted((output / "reports").glob("*.json"))]
    assert [report["documents"] for report in reports] == [len(case.old), len(case.new)]
    assert not [path for path in output.rglob("*") if path.suffix == ".tmp" or path.name == ".staging"]

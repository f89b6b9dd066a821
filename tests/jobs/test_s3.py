"""The nightly cycle on S3, as on a disk: with a busy store, broken connections, late lists, and killed at any write."""

import json
import os
import re
import subprocess
import sys

import pytest

from jobs import check, compact_annotations, tag_corpus
from jobs.export.__main__ import main as export
from jobs.report.__main__ import main as write_report
from ner_model import tagger
from tests import stub_tagger
from tests.s3_jobs import run_job
from tests.s3_server import ROOT
from transforms.runs.commit_run import committed_runs, published_runs
from transforms.snapshots.manifest import manifest_of
from transforms.snapshots.newest_state import newest_state, state_of_runs
from transforms.snapshots.snapshots import current_snapshot, half_snapshots, snapshot_ids
from transforms.snapshots.state_tables import read_table
from transforms.storage import list_names, write_text

pytestmark = pytest.mark.slow

OUT = "s3://bucket/out"
BEFORE = {f"d{number}": "Zinc" for number in range(60)}
NIGHT = {"d3": "Lead", "d7": "Lead", "e1": "Lead"}
AFTER = BEFORE | NIGHT
KILLS = 10 if "THOROUGH" in os.environ else 3


@pytest.fixture
def stubbed(monkeypatch, tmp_path):
    monkeypatch.setattr(tagger, "load", stub_tagger.load)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def write(path, documents):
    lines = [json.dumps({"id": doc_id, "text": f"{word} helps."}) + "\n" for doc_id, word in documents.items()]
    write_text(path, "".join(lines))


def words_in(output, state=newest_state):
    """What both tables say of a snapshot, by document; they must say the same."""
    found = {}
    for table in ("documents", "entities"):
        rows = read_table(state(output), table).select(["doc_id", "text"]).to_pylist()
        assert len(rows) == len(AFTER) or len(rows) in (len(BEFORE), len(NIGHT))
        found[table] = {row["doc_id"]: row["text"].split()[0] for row in rows}
    assert found["documents"] == found["entities"]
    return found["documents"]


def tag(name, documents, output=OUT):
    write(f"s3://bucket/in/{name}.jsonl", documents)
    return tag_corpus.main([f"--input=s3://bucket/in/{name}.jsonl", f"--output={output}", "--incremental"])


def check_clean(output):
    """Nothing is left of what was interrupted."""
    assert list_names(f"{output}/.staging") == []
    assert half_snapshots(output) == []
    assert published_runs(output) == set(committed_runs(output))


def cycle():
    assert tag("base", BEFORE) == 0
    assert compact_annotations.main([f"--output={OUT}"]) == 0
    assert words_in(OUT) == BEFORE
    assert tag("night", NIGHT) == 0
    assert compact_annotations.main([f"--output={OUT}", "--keep=1"]) == 0


def test_nights_on_s3_are_what_they_are_on_a_disk(s3, stubbed, capsys):
    cycle()
    assert words_in(OUT) == AFTER
    assert len(manifest_of(OUT, current_snapshot(OUT)).layers) == 2
    assert snapshot_ids(OUT) == [current_snapshot(OUT)]
    check_clean(OUT)
    assert check.main([f"--output={OUT}"]) == 0
    assert write_report([f"--output={OUT}"]) == 0
    assert export([f"--output={OUT}", "--to=s3://bucket/csv", "--format=csv"]) == 0
    assert {"out/report.html", "csv/export.json"} <= set(s3.keys())


def test_a_busy_store_broken_connections_and_late_lists_change_nothing(s3, stubbed):
    s3.behave(busy=9, broken=25, late=1.5)
    cycle()
    counts = s3.counts()
    s3.behave()
    assert words_in(OUT) == AFTER
    check_clean(OUT)
    assert check.main([f"--output={OUT}"]) == 0
    assert counts["busy"] > 20
    assert counts["broken"] > 10


@pytest.mark.parametrize("flags", [["--keep=1"], ["--keep=1", "--rebase"]], ids=["night", "base"])
def test_a_compaction_killed_at_any_write_shows_one_snapshot_and_the_next_is_right(s3, stubbed, flags):
    assert tag("base", BEFORE) == 0
    assert compact_annotations.main([f"--output={OUT}"]) == 0
    assert tag("night", NIGHT) == 0
    s3.save()
    command = [f"--output={OUT}", *flags]
    assert run_job("compact_annotations", command, s3) == 0
    writes, keys = s3.counts()["writes"], shape(s3.keys())
    assert writes > 20
    seen = []
    for number in moments(writes):
        s3.restore()
        assert run_job("compact_annotations", command, s3, kill_at=number) == -9
        seen.append(words_in(OUT))
        s3.let_leases_end()
        assert run_job("compact_annotations", command, s3) == 0
        assert words_in(OUT) == AFTER
        check_clean(OUT)
        assert snapshot_ids(OUT) == [current_snapshot(OUT)]
        assert shape(s3.keys()) == keys or "--rebase" in flags  # which makes another one
    moved = seen.index(AFTER)
    assert seen == [BEFORE] * moved + [AFTER] * (len(seen) - moved)


def test_a_run_killed_at_any_write_is_all_or_nothing_and_the_next_is_right(s3, stubbed):
    assert tag("base", BEFORE) == 0
    write("s3://bucket/in/night.jsonl", NIGHT)
    s3.save()
    command = ["--input=s3://bucket/in/night.jsonl", f"--output={OUT}", "--incremental"]
    assert run_job("tag_corpus", command, s3) == 0
    writes = s3.counts()["writes"]
    assert writes > 15
    for number in moments(writes):
        s3.restore()
        assert run_job("tag_corpus", command, s3, kill_at=number) == -9
        assert len(committed_runs(OUT)) in (1, 2)
        s3.let_leases_end()
        assert run_job("tag_corpus", command, s3) == 0
        base, night = committed_runs(OUT)
        assert words_in(OUT, lambda output, night=night: state_of_runs(output, [night])) == NIGHT
        assert words_in(OUT, lambda output, base=base: state_of_runs(output, [base])) == BEFORE
        check_clean(OUT)


def moments(writes):
    """Writes at which to kill, from the first to the last but one."""
    return sorted({1 + number * (writes - 2) // (KILLS - 1) for number in range(KILLS)})


def shape(keys):
    """Names without what differs from run to run."""
    return sorted(re.sub(r"[0-9a-f]{12,}|20\d\d-[-0-9TZ.]+-[0-9a-f]{6}", "*", key) for key in keys)


LOSES_ITS_LEASE = """
import time
from jobs.operation.interrupts import only_job
from transforms.s3 import lease, objects
lease.SECONDS, lease._RENEWALS = 3, 20
with only_job("check", "s3://bucket/out/.staging"):
    lock = "s3://bucket/out/.staging/.lock"
    objects.write_if(lock, b"somebody else", objects.read(lock).tag)
    time.sleep(60)
"""


def test_a_job_that_loses_its_lease_ends(s3):
    ended = subprocess.run([sys.executable, "-c", LOSES_ITS_LEASE], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith("check: another job may write there")
    assert s3.keys() == ["out/.staging/.lock"]

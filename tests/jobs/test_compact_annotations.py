import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jobs import compact_annotations, tag_corpus
from tests import pubmed_updates
from tests.jobs.snapshot_rows import rows_of
from transforms.runs.commit_run import committed_runs
from transforms.snapshots.folders import folder_of
from transforms.snapshots.snapshots import current_snapshot, record_of, snapshot_ids

ROOT = Path(__file__).parent.parent.parent
THOROUGH = "THOROUGH" in os.environ
KILLS = range(20) if THOROUGH else range(3)

STUBBED = """
import ner_model.tagger, tests.stub_tagger, jobs.{job}
ner_model.tagger.load = tests.stub_tagger.load
jobs.{job}.main()
"""


@pytest.fixture
def nightly(tmp_path, capsys):
    """Tags the folder `in` and compacts; returns the exit code of the compaction and what it printed."""
    (tmp_path / "in").mkdir()

    def nightly(*flags):
        tag_corpus.main([f"--input={tmp_path}/in", f"--output={tmp_path}/out", "--incremental"])
        capsys.readouterr()
        return compact_annotations.main([f"--output={tmp_path}/out", *flags]), capsys.readouterr()

    return nightly


def write(path, ids, sentence="Zinc helps Rats."):
    path.write_text("".join(json.dumps({"id": doc_id, "text": f"{sentence} {doc_id}"}) + "\n" for doc_id in ids))


def current(output):
    return Path(folder_of(str(output), current_snapshot(str(output))))


def ids_in(output):
    return [row["doc_id"] for row in rows_of(current(output), "documents")]


def test_a_snapshot_is_published_once_for_the_same_runs(nightly, tmp_path):
    write(tmp_path / "in" / "a.jsonl", ["d2", "d1"])
    code, printed = nightly()
    assert code == 0
    assert "2 documents, 4 entities, published" in printed.out
    assert ids_in(tmp_path / "out") == ["d1", "d2"]
    first = current(tmp_path / "out")
    assert "nothing to do" in nightly()[1].out
    assert current(tmp_path / "out") == first


def test_documents_removed_by_force_hold_the_snapshot(nightly, tmp_path):
    ids = [f"d{number:02}" for number in range(50)]
    write(tmp_path / "in" / "a.jsonl", ids)
    nightly()
    before = current(tmp_path / "out")
    write(tmp_path / "in" / "a.jsonl", ids[:45])
    code, printed = nightly()
    assert code == 4
    assert (
        "10.0% of the documents of the last snapshot are gone, though no input deleted them: 5 of 50. "
        f"They came from {tmp_path}/in/a.jsonl (5)" in printed.out
    )
    assert current(tmp_path / "out") == before
    report = sorted((tmp_path / "out" / "reports").glob("*.html"))[-1].read_text()
    assert "Held: readers still see the last snapshot" in report
    assert "d45, d46, d47, d48, d49" in report
    assert nightly("--force")[0] == 0
    record = record_of(str(tmp_path / "out"), current_snapshot(str(tmp_path / "out")))
    assert (record.forced, record.documents) == (True, 45)


def test_rows_removed_from_a_table_hold_the_snapshot(nightly, tmp_path):
    write(tmp_path / "in" / "a.jsonl", ["d1", "d2"])
    tag_corpus.main([f"--input={tmp_path}/in", f"--output={tmp_path}/out"])
    (path,) = (tmp_path / "out" / "runs").iterdir()
    record = json.loads(path.read_text())
    record["counts"]["documents"] = 3
    path.write_text(json.dumps(record))
    code, printed = nightly()
    assert code == 4
    assert "wrote 3 documents, but its files hold 2" in printed.out
    assert current_snapshot(str(tmp_path / "out")) is None


def test_old_snapshots_and_runs_without_rows_are_cleaned(nightly, tmp_path):
    for number in range(4):
        write(tmp_path / "in" / "a.jsonl", ["d1"], sentence=f"Zinc {number}.")
        assert nightly("--keep=2")[0] == 0
    assert len(snapshot_ids(str(tmp_path / "out"))) == 2
    assert len(committed_runs(str(tmp_path / "out"))) == 1
    assert ids_in(tmp_path / "out") == ["d1"]


@pytest.mark.parametrize(("flags", "reason"), [(["--keep=0"], "--keep must be 1 or more"), ([], "no committed run")])
def test_what_cannot_work_is_one_line_and_exit_code_2(tmp_path, capsys, flags, reason):
    assert compact_annotations.main([f"--output={tmp_path}/out", *flags]) == 2
    assert reason in capsys.readouterr().err


def test_a_flag_of_another_job_is_an_error(tmp_path, capsys):
    with pytest.raises(SystemExit) as stop:
        compact_annotations.main(["--model=bc5cdr"])
    assert stop.value.code == 2


@pytest.mark.slow
@pytest.mark.parametrize("seed", KILLS)
def test_killed_at_any_moment_and_run_again_it_is_right_and_never_a_mixture(nightly, tmp_path, seed):
    generator = random.Random(seed)
    write(tmp_path / "in" / "a.jsonl", ["d1", "d2"])
    nightly()
    versions = {("d1", "d2"), ("d1", "d2", "d3")}
    write(tmp_path / "in" / "b.jsonl", ["d3"])
    flags = [f"--output={tmp_path}/out"]
    for job in ("tag_corpus", "compact_annotations"):
        more = [f"--input={tmp_path}/in", "--incremental"] if job == "tag_corpus" else []
        command = [sys.executable, "-c", STUBBED.format(job=job), *flags, *more]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            _wait_for_start(tmp_path / "out", process)
            time.sleep(generator.uniform(0, 1.5))
            process.send_signal(signal.SIGKILL)
        assert tuple(ids_in(tmp_path / "out")) in versions
        if job == "tag_corpus":
            tag_corpus.main([*more, *flags])
    assert nightly()[0] == 0
    assert ids_in(tmp_path / "out") == ["d1", "d2", "d3"]
    assert [row["doc_id"] for row in rows_of(current(tmp_path / "out"), "entities")] == [
        "d1",
        "d1",
        "d2",
        "d2",
        "d3",
        "d3",
    ]
    assert not (tmp_path / "out" / ".staging").exists()


def _wait_for_start(output, process):
    while process.poll() is None and not list(output.glob(".staging/*/started.json")):
        time.sleep(0.01)


def test_a_snapshot_of_which_everything_was_deleted_is_empty(tmp_path):
    (tmp_path / "in").mkdir()
    files = [pubmed_updates.UpdateFile(1, [pubmed_updates.Citation(3, 1, "Zinc.")], [])]
    files.append(pubmed_updates.UpdateFile(2, [], [(3, 1)]))
    for file in files:
        pubmed_updates.write(file, tmp_path / "in")
    assert tag_corpus.main([f"--input={tmp_path}/in", f"--output={tmp_path}/out"]) == 0
    assert compact_annotations.main([f"--output={tmp_path}/out"]) == 0
    assert ids_in(tmp_path / "out") == []

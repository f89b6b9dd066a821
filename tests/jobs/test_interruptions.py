"""Jobs killed at any moment, or out of disk: no half output, and the next run works.

THOROUGH=1 kills a tagging run 20 times, and a compaction with its publication 10 times.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from jobs.tag_corpus import main
from tests.conformance.tables import naive_rows, rows_of

ROOT = Path(__file__).parent.parent.parent
KILLS = 20 if "THOROUGH" in os.environ else 4
KILLS_OF_COMPACTIONS = KILLS // 2
STUBBED_JOB = """
import sys, ner_model.tagger, tests.stub_tagger, jobs.tag_corpus
jobs.tag_corpus.settle_streams()
ner_model.tagger.load = tests.stub_tagger.load
jobs.tag_corpus.end_at_interrupt("tag_corpus")
sys.exit(jobs.tag_corpus.main())
"""
INTERRUPTED = "tag_corpus: interrupted; what was published is whole, and the next run goes on from there"
TWO_PROCESSES = ["--direct_running_mode=multi_processing", "--direct_num_workers=2"]


def start(corpus, output, *flags, stderr=subprocess.DEVNULL):
    """The job in a process group of its own, as it is once it has begun to write."""
    return started(
        [sys.executable, "-c", STUBBED_JOB, f"--input={corpus}", f"--output={output}", *flags], output, stderr
    )


def started(command, output, stderr=subprocess.DEVNULL):
    streams = {"stdout": subprocess.DEVNULL, "stderr": stderr}
    process = subprocess.Popen(command, cwd=ROOT, **streams, start_new_session=True)
    while process.poll() is None and not any(output.glob(".staging/*/started.json")):
        time.sleep(0.01)
    return process


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """An output that was never disturbed, and the seconds that it took from its first file to its last."""
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "in.jsonl").write_text('{"id": "old", "text": "Zinc helped."}\n')
    process = start(folder / "in.jsonl", folder / "out")
    begun = time.monotonic()
    assert process.wait() == 0
    return folder / "out", time.monotonic() - begun


@pytest.mark.slow
@pytest.mark.parametrize("number", range(KILLS))
def test_killed_at_a_random_moment_and_run_again_it_is_right(corpus, tmp_path, undisturbed, number):
    output = tmp_path / "out"
    before, seconds = undisturbed
    flags = TWO_PROCESSES if number % 5 == 4 else []
    if number % 2:  # there is a run to be replaced
        shutil.copytree(before, output)
        flags = [*flags, "--overwrite"]
    process = start(corpus, output, *flags)
    time.sleep(random.Random(number).uniform(0, 1.2 * seconds))
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    check_complete(output)
    assert main([f"--input={corpus}", f"--output={output}", "--overwrite", "--max_dead_letter_rate=0.1"]) == 0
    check_complete(output)
    assert rows_of(output) == naive_rows(corpus)
    assert {path.name for path in output.iterdir()} == {"entities", "documents", "dead_letters", "runs", "report.html"}


@pytest.fixture(scope="module")
def two_nights(tmp_path_factory):
    """An output with a snapshot of its first night and a run of the second, what both show, and how long it took."""
    folder = tmp_path_factory.mktemp("nights")
    rows = []
    for word in ("Zinc", "Lead"):
        lines = [json.dumps({"id": f"d{number}", "text": f"{word} helps Rat {number}."}) for number in range(500)]
        (folder / "in.jsonl").write_text("\n".join(lines))
        assert start(folder / "in.jsonl", folder / "out", "--incremental").wait() == 0
        if word == "Lead":
            shutil.copytree(folder / "out", folder / "before")
        begun = time.monotonic()
        assert compact(folder / "out").wait() == 0
        seconds = time.monotonic() - begun
        rows.append(snapshot_in(folder / "out"))
    return folder / "before", rows, seconds


def compact(output):
    return started([sys.executable, "-m", "jobs.compact_annotations", f"--output={output}"], output)


def snapshot_in(output):
    """Ids, texts and entities of the snapshot that readers see."""
    folder = output / "snapshots" / (output / "snapshots" / "CURRENT").read_text().strip()
    tables = [pq.read_table(folder / name, columns=["doc_id", "text"]) for name in ("documents", "entities")]
    return [sorted(map(tuple, (row.values() for row in table.to_pylist()))) for table in tables]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(KILLS_OF_COMPACTIONS))
def test_a_compaction_killed_at_a_random_moment_shows_readers_one_snapshot_and_the_next_is_right(
    two_nights, tmp_path, number
):
    before, (old, new), seconds = two_nights
    output = shutil.copytree(before, tmp_path / "out")
    process = compact(output)
    time.sleep(random.Random(number).uniform(0, 1.2 * seconds))
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert snapshot_in(output) in (old, new)
    assert compact(output).wait() == 0
    assert snapshot_in(output) == new


@pytest.fixture
def small_disk(tmp_path):
    """A function that makes a disk of so many bytes at a folder, and makes it larger when called again."""
    folder, options = tmp_path / "disk", []
    folder.mkdir()

    def resize(size):
        command = ["mount", "-t", "tmpfs", "-o", ",".join([*options, f"size={size}"]), "tmpfs", str(folder)]
        if subprocess.run(command, capture_output=True).returncode:
            pytest.skip("needs the right to mount a disk")
        options[:] = ["remount"]
        return folder

    yield resize
    subprocess.run(["umount", "--lazy", str(folder)], capture_output=True)


@pytest.mark.parametrize("size", [4_096, 12_288, 20_480])
def test_a_full_disk_is_named_publishes_nothing_and_once_there_is_room_the_job_works(corpus, small_disk, size, capsys):
    output = small_disk(size) / "out"
    flags = [f"--input={corpus}", f"--output={output}", "--max_dead_letter_rate=0.1"]
    assert main(flags) in (1, 2)
    said = capsys.readouterr().err
    assert "No space left on device" in said.splitlines()[-1]
    assert "Traceback" not in said
    assert not [path for path in output.glob("*") if path.name != ".staging"]
    small_disk(10_000_000)
    assert main([*flags, "--overwrite"]) == 0
    assert rows_of(output) == naive_rows(corpus)


@pytest.mark.parametrize("flags", [[], TWO_PROCESSES])
def test_on_a_full_disk_nothing_is_said_but_the_sentence(corpus, small_disk, flags):
    output = small_disk(12_288) / "out"
    process = start(corpus, output, *flags, stderr=subprocess.PIPE)
    said = [line for line in process.communicate()[1].decode().splitlines() if "tokens/s" not in line]
    assert process.returncode == 1
    assert said[0].startswith("tag_corpus: No space left on device: ")
    assert len(said) == 1


@pytest.mark.parametrize("flags", [[], TWO_PROCESSES])
def test_an_interrupted_job_says_so_in_one_line(corpus, tmp_path, flags):
    process = start(corpus, tmp_path / "out", *flags, stderr=subprocess.PIPE)
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate()[1].decode().splitlines()
    assert (process.returncode, said[-1]) == (130, INTERRUPTED)
    assert [line for line in said[:-1] if "tokens/s" not in line] == []
    check_complete(tmp_path / "out")


def check_complete(output):
    """Every file of the tables is whole, and every committed run has all the rows that its record counts."""
    files = {path: pq.read_table(path, partitioning=None).num_rows for path in output.glob("*/run=*/*.parquet")}
    for path in output.glob("runs/*.json"):
        run = json.loads(path.read_text())
        for table in ("entities", "documents", "dead_letters"):
            folder = output / table / f"run={run['run_id']}"
            assert sum(rows for file, rows in files.items() if file.parent == folder) == run["counts"][table]

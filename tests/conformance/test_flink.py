"""What only a cluster can show: that work spreads, and that nothing is lost when a part of it is killed."""

import json
import os
import random
import threading
import time

import pytest

from tests.conformance.tables import naive_rows, record_of, rows_of
from tests.conformance.taggers import load_slow

pytestmark = pytest.mark.cluster

KILLS = int(os.environ.get("KILLS", "2"))
WORKERS = ["taskmanager-0", "workers-1", "taskmanager-1", "workers-0"]


@pytest.fixture(scope="module")
def many_files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    for number in range(12):
        records = [{"id": f"{number}-{document}", "text": f"Zinc helps Rat {document}."} for document in range(80)]
        (folder / f"{number}.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records))
    return folder


@pytest.mark.parametrize("parallelism", [1, 4])  # 2 is how all runners are compared
def test_any_parallelism_gives_the_same_rows(cluster, tag, corpus, tmp_path, parallelism):
    assert tag(corpus, *cluster.flags, f"--parallelism={parallelism}") == 0
    assert rows_of(tmp_path / "out") == naive_rows(corpus)


def test_both_task_managers_take_part(flink, tag, many_files, tmp_path):
    assert tag(many_files, *flink) == 0
    shares = record_of(tmp_path / "out")["documents_by_worker"]
    assert len(shares) == 2
    assert min(shares.values()) > 0.2 * 960


def test_both_task_managers_share_a_large_file(flink, tag, large_file, tmp_path, small_parts):
    assert tag(large_file, *flink) == 0
    shares = record_of(tmp_path / "out")["documents_by_worker"]
    assert len(shares) == 2
    assert min(shares.values()) > 0.2 * 900
    assert rows_of(tmp_path / "out") == naive_rows(large_file)


@pytest.mark.parametrize("number", range(KILLS))
def test_a_kill_at_any_time_loses_and_doubles_nothing(cluster, flink, tag, many_files, tmp_path, number):
    """The run recovers; or it fails, and then it has published nothing."""
    victim = WORKERS[number % len(WORKERS)]
    killer = threading.Thread(target=kill_at_work, args=(cluster, victim, tmp_path / "out"))
    killer.start()
    try:
        assert tag(many_files, *flink, load=load_slow) == 0
    except RuntimeError:
        assert [path.name for path in (tmp_path / "out").iterdir()] == [".staging"]
        pytest.xfail("the run did not recover; nothing was published")
    finally:
        killer.join()
    assert rows_of(tmp_path / "out") == naive_rows(many_files)


def kill_at_work(cluster, victim, output):
    """Waits until Flink runs the job, and then for some of the 10 seconds or so that tagging takes."""
    while not any(job["status"] == "RUNNING" for job in cluster.get("jobs")["jobs"]):
        time.sleep(0.1)
    time.sleep(random.uniform(0, 15))
    cluster.services.kill(victim)
    (output.parent / "killed").write_text(f"{victim} {time.time()}")

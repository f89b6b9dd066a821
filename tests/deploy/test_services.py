import subprocess
import sys
import time

import pytest

from deploy.flink.services import Service, running


@pytest.fixture
def sleeper(tmp_path):
    """A service that does nothing but last, and says so when it starts."""
    command = [sys.executable, "-c", "import time; print('started', flush=True); time.sleep(600)"]
    return Service("sleeper", command, tmp_path / "log")


def test_a_process_that_was_killed_is_started_again(sleeper):
    with running([sleeper]) as services:
        first = services.processes["sleeper"].pid
        services.kill("sleeper")
        wait_until(lambda: services.processes["sleeper"].pid != first)
        assert services.processes["sleeper"].poll() is None


def test_nothing_is_left_at_the_end(sleeper):
    with running([sleeper]) as services:
        process = services.processes["sleeper"]
    assert process.poll() is not None


def test_the_log_has_what_each_start_says(sleeper):
    with running([sleeper]) as services:
        wait_until(lambda: sleeper.log.read_text() == "started\n")
        services.kill("sleeper")
        wait_until(lambda: sleeper.log.read_text() == "started\nstarted\n")


def test_children_go_with_their_process(tmp_path):
    parent = f"import subprocess; subprocess.run([{sys.executable!r}, '-c', 'import time; time.sleep(601)'])"
    with running([Service("parent", [sys.executable, "-c", parent], tmp_path / "log")]) as services:
        group = services.processes["parent"].pid
        wait_until(lambda: len(members(group)) == 2)
    wait_until(lambda: not members(group))


def members(group):
    """Processes of a group."""
    listed = subprocess.run(["ps", "-e", "-o", "pgid=,stat="], capture_output=True, text=True).stdout.splitlines()
    return [line for line in listed if line.split()[0] == str(group) and "Z" not in line]


def wait_until(condition):
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("it did not come")

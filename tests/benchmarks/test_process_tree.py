import pytest

from benchmarks.process_tree import run_program


def test_a_program_has_its_time_and_memory():
    run = run_program("timeit", "-n1", "-r1", "-s", "import time", "held = b'x' * 50_000_000; time.sleep(0.5)")
    assert 0 < run.cpu_seconds < 60
    assert run.peaks[0] > 50_000_000


def test_a_program_that_fails_raises_with_what_it_printed():
    with pytest.raises(RuntimeError, match="No module named no_such_module"):
        run_program("no_such_module")

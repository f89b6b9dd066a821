from benchmarks.job_processes import JobFigures, without_startup

TINY = JobFigures(workers=1, sentences=8, tokens=200, seconds=2.0, cpu_seconds=3.0, peak_mb=300)
SMALL = JobFigures(workers=1, sentences=400, tokens=10_200, seconds=4.0, cpu_seconds=4.0, peak_mb=400)


def test_startup_is_left_out():
    figures = without_startup(TINY, SMALL)
    assert figures["tokens_per_second"] == 5_000
    assert figures["cpu_microseconds_per_token"] == 100

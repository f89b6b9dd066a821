from benchmarks.job_processes import JobFigures, without_startup
from benchmarks.scaling import report

TINY = JobFigures(workers=1, sentences=8, tokens=200, seconds=2.0, cpu_seconds=3.0, peak_mb=300)
SMALL = JobFigures(workers=1, sentences=400, tokens=10_200, seconds=4.0, cpu_seconds=4.0, peak_mb=400)
LARGE = JobFigures(workers=1, sentences=800, tokens=20_200, seconds=6.0, cpu_seconds=5.0, peak_mb=410)


def test_growth_and_gain_are_reported():
    small, large = (without_startup(TINY, run) for run in (SMALL, LARGE))
    twice = {**small, "workers": 2, "tokens_per_second": 9_000}
    lines = list(report({"sizes": [small, large], "processes": [small, twice]}))
    assert lines[-2:] == [
        "peak memory from 400 to 800 sentences: +2.5%",
        "2 processes against 1: 1.80 times the tokens per second",
    ]

from benchmarks.flink import report

RUN = {"first_seconds": 9.0, "startup_seconds": 8.0, "seconds": 18.0, "tokens": 100_000, "workers": 2}
FIGURES = {
    "machine": {"cores": 2, "processor": "EPYC", "load": 0.5, "commit": "abc"},
    "files": 4,
    "documents": 400,
    "parallelism": 2,
    "local": {**RUN, "tokens_per_second": 10_000, "workers": 1},
    "flink": {**RUN, "tokens_per_second": 15_000},
    "ratio": 1.5,
}


def test_each_runner_has_a_line_and_the_last_says_the_ratio():
    *_, local, flink, ratio = report(FIGURES)
    assert local.split() == ["local", "9.0", "8.0", "18.0", "100,000", "10,000", "1"]
    assert flink.split() == ["flink", "9.0", "8.0", "18.0", "100,000", "15,000", "2"]
    assert ratio == "Flink to local, start-up excluded: 1.50"

from benchmarks.levels import report

LEVEL = {"job": [4.0, 5.0, 9.0], "network": [2.0, 2.5, 3.0], "around": [2.0, 2.5, 6.0], "ratio": [20.0, 10.0, 15.0]}
FIGURES = {
    "machine": {"cores": 2, "processor": "X", "features": ["avx2"], "load": 1.0},
    "tokens": 1_000,
    "levels": {"avx2": {**LEVEL, "share": [1.5, 1.2, 1.4]}, "spacy": {"job": [70.0, 75.0, 80.0]}},
}


def test_the_report_gives_medians_and_the_extremes_of_the_ratio():
    machine, texts, _, level, spacy = report(FIGURES).splitlines()
    assert machine == "2 x X (avx2), load 1.0"
    assert texts == "1,000 tokens; us/token, medians of 3 runs in turn"
    assert level.split() == ["avx2", "5.00", "2.50", "2.50", "15.0", "(10.0,", "20.0)", "140%"]
    assert spacy.split() == ["spacy", "75.00"]

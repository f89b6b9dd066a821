from benchmarks import known_texts
from benchmarks.known_texts import Indexed, LookedUp, commit, drawn, report, texts_of
from transforms.runs.commit_run import committed_runs
from transforms.tagging.known_annotations import KnownAnnotations, index_runs


def test_the_texts_of_a_group_are_those_of_its_run(tmp_path, monkeypatch):
    for name, size in (("RUN", 100), ("GROUP", 50)):
        monkeypatch.setattr(known_texts, name, size)
    for run in range(2):
        commit(tmp_path, run, 100)
    index_runs(str(tmp_path), list(committed_runs(str(tmp_path))), f"{tmp_path}/known")
    known = KnownAnnotations(f"{tmp_path}/known")
    groups = drawn(runs=2, texts=12, seed=0)
    assert sorted(groups) == [(0, 0, 3), (0, 50, 3), (1, 0, 3), (1, 50, 3)]
    assert all(known.find(texts_of(run, 0)[0]).tokens == 40 for run in range(2))
    assert known.find("another text") is None


def test_memory_is_added_up_and_times_are_means():
    said = report(
        1_000,
        {"all": Indexed(1.0, 300.0, 200.0)},
        45_000,
        [LookedUp(100.0, 5.0, 2_000_000), LookedUp(300.0, 7.0, -500_000)],
    )
    assert "known 200 us" in said
    assert "not 6 us" in said
    assert "2 workers: 2 MB more" in said

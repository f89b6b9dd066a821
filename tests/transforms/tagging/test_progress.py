from transforms.tagging import progress
from transforms.tagging.progress import Progress, ProgressFile, read_progress


def test_workers_add_up(tmp_path, monkeypatch):
    monkeypatch.setattr(progress, "_SECONDS_BETWEEN_WRITES", 0)
    first, second = ProgressFile(str(tmp_path)), ProgressFile(str(tmp_path))
    first.add(Progress(documents=2, tokens=20, files=1))
    first.add(Progress(documents=1, tokens=10, files=0))
    second.add(Progress(documents=5, tokens=50, files=2))
    assert read_progress(str(tmp_path)) == Progress(documents=8, tokens=80, files=3)


def test_writes_are_spaced_out(tmp_path):
    file = ProgressFile(str(tmp_path))
    for _ in range(1_000):
        file.add(Progress(documents=1))
    assert read_progress(str(tmp_path)) == Progress(documents=1)


def test_a_worker_that_cannot_reach_the_folder_goes_on(tmp_path):
    ProgressFile(f"{tmp_path}/elsewhere").add(Progress(documents=1))
    assert list(tmp_path.iterdir()) == []


def test_before_the_first_pool_nothing_is_done(tmp_path):
    assert read_progress(str(tmp_path)) == Progress(0, 0, 0)

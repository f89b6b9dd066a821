from transforms.runs.layout import Layout
from transforms.runs.set_aside import set_aside


def make_run(output):
    for name in ("entities/run=R1/a.parquet", "documents/run=R1/a.parquet", "runs/R1.json"):
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text(name)
    return Layout(str(output), "R1")


def files_of(output):
    return sorted(str(path.relative_to(output)) for path in output.rglob("*") if path.is_file())


def test_all_of_a_run_moves_and_a_file_says_why(tmp_path):
    set_aside(make_run(tmp_path), ["torn"])
    names = ("documents/a.parquet", "entities/a.parquet", "run.json", "why.txt")
    assert files_of(tmp_path) == [f"set_aside/R1/{name}" for name in names]
    assert (tmp_path / "set_aside" / "R1" / "why.txt").read_text().startswith("torn\n\n")


def test_it_goes_on_where_it_was_killed(tmp_path, monkeypatch):
    layout = make_run(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("transforms.runs.set_aside.move_file", lambda *_: 1 / 0)
        try:
            set_aside(layout, ["torn"])
        except ZeroDivisionError:
            assert (tmp_path / "runs" / "R1.json").exists()
    set_aside(layout, ["torn"])
    assert not (tmp_path / "runs" / "R1.json").exists()
    assert (tmp_path / "set_aside" / "R1" / "run.json").exists()

import pytest

from jobs import compact_annotations, tag_corpus
from jobs.report.__main__ import main


def test_a_run_leaves_its_page_and_says_where(tagged, tmp_path, capsys):
    tagged()
    page = (tmp_path / "out" / "report.html").read_text()
    assert f"report         {tmp_path}/out/report.html" in capsys.readouterr().out
    assert "All 41 documents." in page
    assert "tagger_failed" in page


def test_a_run_without_a_page_on_request(tagged, tmp_path):
    tagged("--no_report")
    assert not (tmp_path / "out" / "report.html").exists()
    assert main([f"--output={tmp_path}/out"]) == 0
    assert (tmp_path / "out" / "report.html").exists()


def test_a_run_is_complete_though_its_page_fails(tagged, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("jobs.report.write_page.render", lambda *_: 1 / 0)
    assert tagged() == 0
    assert "report  " not in capsys.readouterr().out


def test_an_output_with_a_page_takes_further_runs(tagged, tmp_path, corpus):
    tagged()
    (tmp_path / "out" / f"report.html.{'0' * 32}.tmp").write_text("killed while it was written")
    assert tagged("--incremental") == 0
    assert tagged("--overwrite") == 0
    assert not list((tmp_path / "out").glob("*.tmp"))


def test_the_current_snapshot_has_a_page(tagged, tmp_path):
    tagged()
    assert compact_annotations.main([f"--output={tmp_path}/out"]) == 0
    assert main([f"--output={tmp_path}/out", "--snapshot", f"--to={tmp_path}/snapshot.html"]) == 0
    page = (tmp_path / "snapshot.html").read_text()
    assert "Report of a snapshot" in page
    assert page.count("<article") == 41


def test_an_earlier_run_is_asked_for_by_its_id(tagged, tmp_path, corpus):
    tagged()
    (run,) = (tmp_path / "out" / "runs").iterdir()
    (corpus / "new.txt").write_text("Iron.")
    tagged("--incremental")
    assert main([f"--output={tmp_path}/out", f"--run={run.stem}", f"--to={tmp_path}/page.html"]) == 0
    assert run.stem in (tmp_path / "page.html").read_text()


@pytest.mark.parametrize(
    ("flags", "reason"),
    [
        ([], "no run has been committed there"),
        (["--snapshot"], "no snapshot has been published there"),
        (["--snapshot=S1", "--run=R1"], "give --snapshot or --run"),
    ],
)
def test_what_has_no_page_is_one_line(tmp_path, capsys, flags, reason):
    assert main([f"--output={tmp_path}", *flags]) == 2
    assert reason in capsys.readouterr().err


def test_a_page_of_the_sample_is_made_without_flags(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert tag_corpus.main([]) == 0
    assert "invented abstracts" in (tmp_path / "annotations" / "report.html").read_text()

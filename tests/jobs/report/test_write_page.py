import logging

from jobs.report import write_page as module
from jobs.report.write_page import try_page_of_run
from tests.committed import commit


def test_a_page_is_written_beside_the_tables(tmp_path):
    commit(str(tmp_path), "R1", {"d1": "Zinc."}, entities_by_label={"Name": 1})
    assert try_page_of_run(str(tmp_path), "R1") == f"{tmp_path}/report.html"
    assert '<mark class="l0 q" title="Name 0.50"' in (tmp_path / "report.html").read_text()


def test_a_page_that_fails_is_a_line_of_the_log(tmp_path, monkeypatch, caplog):
    commit(str(tmp_path), "R1", {"d1": "Zinc."})
    monkeypatch.setattr(module, "render", lambda *_: 1 / 0)
    with caplog.at_level(logging.WARNING):
        assert try_page_of_run(str(tmp_path), "R1") is None
    assert "no page of run R1: ZeroDivisionError: division by zero" in caplog.text
    assert not (tmp_path / "report.html").exists()


def test_labels_that_the_record_lacks_are_still_shown(tmp_path):
    commit(str(tmp_path), "R1", {"d1": "Zinc."})
    assert try_page_of_run(str(tmp_path), "R1")

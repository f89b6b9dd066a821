import json
import logging

from jobs.operation.log import log_as_json, log_event, log_refusal


def test_events_are_json_lines_and_nothing_for_people(capsys):
    log_event("committed", True, {"documents": 3})
    log_event("committed", False, {"documents": 3})
    (line,) = capsys.readouterr().err.splitlines()
    entry = json.loads(line)
    assert (entry["event"], entry["documents"], entry["time"][-1]) == ("committed", 3, "Z")


def test_a_refusal_is_one_line_either_way(capsys):
    log_refusal("tag_corpus", ValueError("no\ninput"), True)
    assert json.loads(capsys.readouterr().err)["message"] == "no\ninput"
    log_refusal("tag_corpus", ValueError("no input"), False)
    assert capsys.readouterr().err == "tag_corpus: no input\n"


def test_logging_is_json_too(capsys, monkeypatch):
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        log_as_json()
        logging.getLogger("x").warning("β %s", "helps")
        entry = json.loads(capsys.readouterr().err)
    finally:
        root.handlers[:], root.level = before, level
    assert (entry["level"], entry["logger"], entry["message"]) == ("warning", "x", "β helps")

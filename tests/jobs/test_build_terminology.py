from pathlib import Path

import pytest

from jobs.build_terminology import main
from ner_model.linking.terminology import open_terminology

SAMPLE = Path(__file__).parents[2] / "jobs" / "sample_terminology.tsv"


def test_the_sample_terminology_is_built(tmp_path, capsys):
    flags = ["--from=tsv", f"--input={SAMPLE}", f"--output={tmp_path}/small", "--licence=MIT"]
    assert main(flags) == 0
    terminology = open_terminology(tmp_path / "small")
    assert terminology.card["licence"] == "MIT"
    assert terminology.card["source"] == "sample_terminology.tsv"
    assert "Chemical" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "flags", "reason"),
    [
        ("", ["--from=tsv"], "the file is empty"),
        ("id\tname\n", ["--from=tsv"], "no concepts in it"),
        ("id\tname\n1\ta\n1\tb\n", ["--from=tsv"], "two concepts share an id"),
        ("id\tname\tparents\n1\ta\t2\n2\tb\t1\n", ["--from=tsv"], "a concept is a kind of itself"),
        ("id\tname\n1\tna\xefve\n", ["--from=tsv"], "not UTF-8"),
        ("format-version: 1.2\n", ["--from=obo"], "--from=obo needs --label"),
        ("format-version: 1.2\n", ["--from=obo", "--label=Disease"], "no concepts in it"),
        ("nothing", ["--from=mesh"], "not well-formed XML"),
    ],
)
def test_bad_terminologies_are_one_line_and_exit_code_2(tmp_path, capsys, content, flags, reason):
    path = tmp_path / "bad"
    path.write_bytes(content.encode("latin-1"))
    assert main([*flags, f"--input={path}", f"--output={tmp_path}/out"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("build_terminology: ")
    assert reason in line
    assert not (tmp_path / "out").exists()

import shutil
import subprocess

import pytest

from literature_tagger.completion import flags_of, main, script

SCRIPT = script({"tag": ["--input", "--output"], "report": ["--snapshot"]})


def completed(*words):
    """What bash would offer for the last word."""
    if not shutil.which("bash"):
        pytest.skip("needs bash")
    asked = f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}"
    line = f"{SCRIPT}\n{asked}; _literature_tagger; echo ${{COMPREPLY[@]}}"
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True).stdout.split()


def test_commands_are_completed():
    assert completed("literature-tagger", "re") == ["report"]


def test_flags_are_those_of_the_command():
    assert completed("literature-tagger", "tag", "--") == ["--input", "--output"]
    assert completed("literature-tagger", "report", "--") == ["--snapshot"]


def test_flags_are_taken_from_the_help():
    assert flags_of("jobs.report.__main__") == ["--help", "--output", "--run", "--snapshot", "--to"]
    assert {"--input", "--dry_run", "--no_report"} <= set(flags_of("jobs.tag_corpus"))


def test_a_command_without_its_extra_has_no_flags(monkeypatch):
    def fail(name):
        raise ImportError(name)

    monkeypatch.setattr("literature_tagger.completion.import_module", fail)
    assert flags_of("training.train") == []


def test_help_says_where_the_script_goes(capsys):
    assert main(["--help"]) == 0
    assert "bash-completion/completions" in capsys.readouterr().out

import ast
from importlib.metadata import EntryPoint
from importlib.util import find_spec
from pathlib import Path

import pytest

from literature_tagger import command
from literature_tagger.command import COMMANDS, available, main, overview

ROOT = Path(__file__).parents[2]


def test_the_console_script_leads_here():
    text = (ROOT / "setup.py").read_text(encoding="utf-8")
    assert "literature-tagger = literature_tagger.command:main" in text
    assert EntryPoint("literature-tagger", "literature_tagger.command:main", "console_scripts").load() is main


@pytest.mark.parametrize("name", sorted(available()))
def test_a_command_is_a_module_with_a_main_that_takes_arguments(name):
    tree = ast.parse(Path(find_spec(COMMANDS[name].module).origin).read_text(encoding="utf-8"))
    (function,) = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "main"]
    assert function.args.args[0].arg == "arguments"


def test_a_command_gets_its_flags(monkeypatch):
    received = []
    monkeypatch.setattr("jobs.report.__main__.main", lambda arguments: received.append(arguments) or 7)
    assert main(["report", "--output=x"]) == 7
    assert received == [["--output=x"]]


def test_standard_input_of_a_job_is_no_single_text(monkeypatch):
    received = []
    monkeypatch.setattr("jobs.tag_corpus.main", lambda arguments: received.append(arguments))
    monkeypatch.setattr("jobs.operation.interrupts.end_at_interrupt", lambda job: None)
    for arguments in (["--input", "-"], ["--input=-"]):
        assert main(["tag", *arguments]) == 0
    assert received == [["--input", "-"], ["--input=-"]]


def test_a_command_that_returns_nothing_has_done_its_work(monkeypatch):
    monkeypatch.setattr("jobs.report.__main__.main", lambda arguments: None)
    assert main(["report"]) == 0


def test_help_lists_commands_by_topic(capsys):
    for arguments in ([], ["--help"], ["help"]):
        assert main(arguments) == 0
        assert capsys.readouterr().out.strip() == overview()
    lines = overview().splitlines()
    assert lines.index("Tag") < lines.index("Look") < lines.index("Train")


def test_help_of_a_command_is_that_of_its_module(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["help", "report"])
    assert stop.value.code == 0
    assert "--snapshot" in capsys.readouterr().out


def test_flags_of_tagging_are_explained_by_topic(capsys):
    with pytest.raises(SystemExit):
        main(["tag", "--help"])
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if line.endswith(":") and not line.startswith(" ")][1:] == [
        "what is read:",
        "what tags it:",
        "where it goes:",
        "every night:",
    ]


def test_an_unknown_command_is_named_with_the_nearest(capsys):
    assert main(["reprot"]) == 2
    assert "did you mean report?" in capsys.readouterr().err
    assert main(["xyz"]) == 2
    assert "there are tag, compact" in capsys.readouterr().err


def test_commands_whose_modules_are_not_installed_are_not_offered(monkeypatch, capsys):
    monkeypatch.setitem(COMMANDS, "dream", command.Command("jobs.no_such_job", "Look", "of more"))
    assert "dream" not in overview()
    assert main(["dream"]) == 2


def test_the_version_is_said(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("literature-tagger ")

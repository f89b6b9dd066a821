import io
import json
import sys

import pytest

from literature_tagger.command import main
from literature_tagger.one_shot import table
from ner_model.entity import Entity


class Piped:
    def __init__(self, content, terminal=False):
        self.buffer = io.BytesIO(content)
        self.isatty = lambda: terminal


@pytest.fixture
def piped(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    return lambda content, **fields: monkeypatch.setattr(sys, "stdin", Piped(content, **fields))


def test_entities_of_a_text_are_printed_and_nothing_is_written(piped, capsys, tmp_path):
    piped(b"Lithium causes tremor.\n")
    assert main(["tag", "-"]) == 0
    heads, *rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert heads == ["start", "end", "score", "label", "text"]
    assert [(row[0], row[1], *row[3:]) for row in rows] == [
        ("0", "7", "Chemical", "Lithium"),
        ("15", "21", "Disease", "tremor"),
    ]
    assert list(tmp_path.iterdir()) == []


def test_machines_get_lines_of_json_with_offsets_in_code_points(piped, capsys):
    text = "\U0001f600 No smile. β-carotene lowered blood pressure."
    piped(text.encode())
    assert main(["tag", "-", "--json"]) == 0
    entities = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert entities
    assert all(text[entity["start"] : entity["end"]] == entity["text"] for entity in entities)


def test_entities_below_a_score_are_left_out(piped, capsys):
    piped(b"Lithium causes tremor.")
    assert main(["tag", "-", "--min_score=1.1"]) == 0
    assert capsys.readouterr().out == "no entities\n"


@pytest.mark.parametrize(
    ("content", "flags", "reason"),
    [
        (b"caf\xe9", [], "standard input: is not UTF-8"),
        (b"Zinc.", ["--model=none"], "none"),
    ],
)
def test_what_cannot_be_tagged_is_one_line(piped, capsys, content, flags, reason):
    piped(content)
    assert main(["tag", "-", *flags]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert reason in line


def test_a_terminal_without_a_pipe_is_told_what_to_do(piped, capsys):
    piped(b"", terminal=True)
    assert main(["tag", "-"]) == 2
    assert "standard input: nothing is piped in; for example: echo" in capsys.readouterr().err


def test_nothing_in_a_text_steers_the_terminal():
    assert "\x1b" not in table([Entity(0, 5, "Chemical", "\x1b[2J\u202e", 0.9, 0)])

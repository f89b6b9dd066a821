import io
import os
import sys
from pathlib import Path

import pytest
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.portability.portable_runner import PortableRunner

from jobs.operation.runners import runner_of
from jobs.run.standard_input import standard_input_as_file
from ner_model.errors import Refused


class Piped(io.StringIO):
    """Standard input with bytes in it."""

    def __init__(self, data: bytes):
        super().__init__()
        self.buffer = io.BytesIO(data)


@pytest.fixture
def runner():
    return runner_of(PipelineOptions([]))


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_what_is_piped_in_is_a_file_while_it_is_needed(monkeypatch, runner, name):
    monkeypatch.setattr(sys, "stdin", Piped(b"Lithium."))
    with standard_input_as_file([name], runner) as (path,):
        assert Path(path).read_bytes() == b"Lithium."
        assert Path(path).name == "stdin"
    assert not Path(path).parent.exists()


def test_a_pipe_of_the_shell_is_read_too(runner):
    reading, writing = os.pipe()
    os.write(writing, b"Lithium.")
    os.close(writing)
    with standard_input_as_file([f"/dev/fd/{reading}"], runner) as (path,):
        assert Path(path).read_bytes() == b"Lithium."
    os.close(reading)


@pytest.mark.parametrize("inputs", [None, ["a", "b"], ["a-"]])
def test_other_inputs_stay_as_they_are(runner, inputs):
    with standard_input_as_file(inputs, runner) as same:
        assert same == inputs


def test_a_runner_with_workers_elsewhere_is_refused(monkeypatch):
    monkeypatch.setattr(sys, "stdin", Piped(b"Lithium."))
    with pytest.raises(Refused, match="local runner alone"), standard_input_as_file(["-"], PortableRunner()):
        pass


def test_other_inputs_beside_it_are_refused(runner):
    with pytest.raises(Refused, match="read alone"), standard_input_as_file(["-", "a"], runner):
        pass


def test_a_terminal_is_refused(monkeypatch, runner):
    terminal = Piped(b"")
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stdin", terminal)
    with pytest.raises(Refused, match="nothing is piped"), standard_input_as_file(["-"], runner):
        pass

"""Standard input as a file, since what is read is opened several times."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from apache_beam.runners.portability.fn_api_runner.fn_runner import FnApiRunner
from apache_beam.runners.runner import PipelineRunner

from ner_model.errors import Refused

_NAMES = ("-", "/dev/stdin")
_BLOCK = 1 << 20


@contextmanager
def standard_input_as_file(inputs: list[str] | None, runner: PipelineRunner) -> Iterator[list[str] | None]:
    """The inputs; `-` and pipes such as `/dev/fd/63` are the path of a file that is removed at the end.

    Raises `Refused` where workers may lie on other machines, or where nothing is piped in.
    """
    if not inputs or not any(map(is_stream, inputs)):
        yield inputs
        return
    if len(inputs) > 1:
        raise Refused("standard input is read alone; give the other inputs to a run of their own", value=inputs)
    if not isinstance(runner, FnApiRunner):
        raise Refused(
            "standard input is read by the local runner alone", remedy="write it where all workers can read it"
        )
    with TemporaryDirectory() as folder, _opened(inputs[0]) as stream:
        path = Path(folder, "stdin")
        with path.open("wb") as file:
            shutil.copyfileobj(stream, file, _BLOCK)
        yield [str(path)]


def is_stream(name: str) -> bool:
    return name in _NAMES or name.startswith("/dev/fd/")


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name not in _NAMES:
        with Path(name).open("rb") as stream:
            yield stream
    elif sys.stdin is None or sys.stdin.isatty():
        raise Refused("nothing is piped into standard input", where=name, remedy="for example: zcat a.gz | ...")
    else:
        yield sys.stdin.buffer

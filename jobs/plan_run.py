"""Everything that can be known, and refused, before a run starts."""

import functools
import secrets
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from jobs.options import SAMPLE, TagOptions
from ner_model import tagger
from transforms.commit_run import committed_runs, published_runs, recover
from transforms.formats.record import ReadOptions
from transforms.layout import TABLES, Layout
from transforms.read_documents import find_files
from transforms.records import InputFile
from transforms.storage import is_local, list_names, write_json

_OURS = {*TABLES, "runs"}
_SCHEMA_VERSION = "1"

DISTRIBUTION = "literature-tagger"


class Run(NamedTuple):
    """A run that may start. `replaces`: ids of runs that go when this one is complete."""

    layout: Layout
    inputs: list[InputFile]
    read_options: ReadOptions
    load: Callable[[], tagger.Tagger]
    metadata: dict[str, str]
    replaces: list[str]
    is_sample: bool


def plan_run(flags: TagOptions) -> Run:
    """Raises `OSError` or `ValueError` with the reason why the run cannot start; no input has been read by then."""
    output = output_folder(flags.output)
    replaces = replaced_runs(output, flags)
    inputs = find_files(flags.input or [SAMPLE], flags.format)
    read_options = ReadOptions(flags.id_field, flags.text_field, flags.max_document_characters)
    load = functools.partial(tagger.load, flags.model, flags.engine)
    layout = Layout(output, new_run_id())
    metadata = _metadata(load(), flags.engine, layout.run_id)
    write_json(f"{layout.staging}/started.json", metadata)  # an output that cannot be written is found out here
    return Run(layout, inputs, read_options, load, metadata, replaces, is_sample=not flags.input)


def output_folder(path: str) -> str:
    """The same folder for every worker, whatever its working directory."""
    if any(character in path for character in "*?["):
        raise ValueError(f"the output cannot have *, ? or [ in its name. Received: --output={path}")
    return str(Path(path).expanduser().absolute()) if is_local(path) else path.rstrip("/")


def replaced_runs(output: str, flags: TagOptions) -> list[str]:
    """Runs in the output that this one may replace; raises `ValueError` if there is anything that it must not.

    Only runs are ever replaced: other files in the output stay where they are, even with --overwrite.
    """
    for run_id in recover(output):
        print(f"finished run {run_id}, which had been interrupted while it was published", file=sys.stderr)
    runs = committed_runs(output)
    names = set(list_names(output)) - {".staging"}
    only_samples = names <= _OURS and all(record["sample"] for record in runs.values())
    if flags.overwrite or not names or (only_samples and runs and not flags.input):
        return sorted(published_runs(output))
    raise ValueError(f"{output} is not empty; --overwrite replaces the {len(runs)} runs that it holds")


def new_run_id() -> str:
    """Sorts by time; the letters keep readers from taking it for a number or a date."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}-{secrets.token_hex(3)}"


def _metadata(loaded: tagger.Tagger, engine: str, run_id: str) -> dict[str, str]:
    return {
        "model": loaded.name,
        "model_digest": loaded.digest,
        "engine": engine,
        "code_version": code_version(),
        "run_id": run_id,
        "schema_version": _SCHEMA_VERSION,
    }


def code_version() -> str:
    """Version of the installed package; a checkout that is not installed has none."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "not installed"

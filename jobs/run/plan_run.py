"""Everything that can be known, and refused, before a run starts."""

import functools
import secrets
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from jobs.operation.options import SAMPLE, TagOptions
from jobs.run.dead_letters import asks_to_retag, files_of_dead_letters
from jobs.run.incremental import parts, uncovered
from ner_model import arithmetic, tagger
from ner_model.errors import Refused
from transforms.reachable import check_scheme
from transforms.reading.find_files import find_files
from transforms.reading.record import ReadOptions
from transforms.records import InputFile, printable
from transforms.runs.commit_run import committed_runs, published_runs, recover
from transforms.runs.layout import Layout
from transforms.storage import is_local, list_names, modified_at, write_json
from transforms.tables.all_tables import TABLES

_BESIDE_TABLES = {"runs", "snapshots", "reports", "delta"}
_SCHEMA_VERSION = "2"
_SETTINGS = ("engine", "format", "id_field", "text_field", "max_document_characters")
_LATER_SETTINGS = ("references", "sections")  # only where given: records of older runs do not have them

DISTRIBUTION = "literature-tagger"


class Run(NamedTuple):
    """A run that may start. `replaces`: ids of runs that go when this one is complete.

    `settings` are all that the rows of a file depend on but the file; `modified` are the time stamps of the inputs.
    """

    layout: Layout
    inputs: list[InputFile]
    read_options: ReadOptions
    load: Callable[[], tagger.Tagger]
    metadata: dict[str, str]
    replaces: list[str]
    is_sample: bool
    settings: Mapping[str, Any] = MappingProxyType({})
    modified: Mapping[str, float] = MappingProxyType({})
    incremental: bool = False


def plan_runs(flags: TagOptions) -> list[Run]:
    """The runs to make one after the other: one, or of an incremental job none or several.

    Raises `Refused` or `OSError` with the reason why they cannot start.
    """
    output = output_folder(flags.output)
    check_scheme(output)
    retags = asks_to_retag(flags.input, output)
    flags.incremental |= retags
    check_flags(flags)
    replaces = replaced_runs(output, flags)
    inputs = find_files(flags.input or [SAMPLE], flags.format, output)
    read_options = ReadOptions(
        flags.id_field, flags.text_field, flags.max_document_characters, flags.references, tuple(flags.sections)
    )
    load = functools.partial(tagger.load, flags.model, flags.engine)
    loaded = load()
    if not (loaded.card.get("evaluation") or flags.allow_unevaluated):
        raise Refused(
            f"the model card of {flags.model} has no evaluation", remedy="--allow_unevaluated takes it all the same"
        )
    settings = {"model_digest": loaded.digest, **{name: getattr(flags, name) for name in _SETTINGS}}
    settings |= {name: value for name in _LATER_SETTINGS if (value := getattr(flags, name))}
    if retags:
        inputs = [InputFile(path, flags.format) for path in files_of_dead_letters(output, committed_runs(output))]
    elif flags.incremental:
        inputs = uncovered(inputs, settings, committed_runs(output))
    run = Run(
        Layout(output, new_run_id()),
        inputs,
        read_options,
        load,
        _metadata(loaded, flags.engine),
        replaces,
        not flags.input,
        settings,
        {printable(file.path): stamp for file in inputs if (stamp := _modified_at(file.path))},
        flags.incremental,
    )
    runs = [_part(run, part) for part in parts(inputs, flags.files_per_run)] if flags.incremental else [_part(run)]
    for run in runs[:1]:  # an output that cannot be written is found out here
        write_json(f"{run.layout.staging}/started.json", run.metadata)
    return runs


def _modified_at(path: str) -> float | None:
    """None for a file that is gone, as a link to nothing is; its reader says so."""
    try:
        return modified_at(path)
    except OSError:
        return None


def check_flags(flags: TagOptions) -> None:
    """Raises `Refused` for flags that make no sense together."""
    if flags.incremental and flags.overwrite:
        raise Refused("--incremental adds to the runs of the output, --overwrite replaces them: give one of the two")
    if flags.files_per_run is not None and not (flags.incremental and flags.files_per_run > 0):
        raise Refused("--files_per_run needs --incremental, and 1 or more", value=flags.files_per_run)


def _part(run: Run, inputs: list[InputFile] | None = None) -> Run:
    """A run of its own over some of the inputs."""
    layout = Layout(run.layout.output, new_run_id())
    return run._replace(
        layout=layout,
        inputs=run.inputs if inputs is None else inputs,
        metadata={**run.metadata, "run_id": layout.run_id},
    )


def output_folder(path: str) -> str:
    """The same folder for every worker, whatever its working directory."""
    if any(character in path for character in "*?["):
        raise Refused(f"the output cannot have *, ? or [ in its name. Received: --output={path}")
    return str(Path(path).expanduser().absolute()) if is_local(path) else path.rstrip("/")


def replaced_runs(output: str, flags: TagOptions) -> list[str]:
    """Runs in the output that this one may replace; raises `Refused` if there is anything that it must not.

    Only runs are ever replaced: other files in the output stay where they are, even with --overwrite.
    """
    for run_id in recover(output):
        print(f"finished run {run_id}, which had been interrupted while it was published", file=sys.stderr)
    runs = committed_runs(output)
    names = set(list_names(output)) - {".staging"}
    ours = names <= TABLES.keys() | _BESIDE_TABLES
    if flags.incremental and ours and not (flags.input and any(run["sample"] for run in runs.values())):
        return []
    only_samples = ours and all(record["sample"] for record in runs.values())
    if flags.overwrite or not names or (only_samples and runs and not flags.input):
        return sorted(published_runs(output))
    raise Refused(
        f"{output} is not empty",
        remedy=f"--overwrite replaces the {len(runs)} runs that it holds, --incremental adds to them",
    )


def new_run_id() -> str:
    """Sorts by time, as later runs win; the letters keep readers from taking it for a number or a date."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H%M%S.%fZ}-{secrets.token_hex(3)}"


def _metadata(loaded: tagger.Tagger, engine: str) -> dict[str, str]:
    return {
        "model": loaded.name,
        "model_digest": loaded.digest,
        "engine": engine,
        "arithmetic": str(arithmetic.VERSION),
        "code_version": code_version(),
        "schema_version": _SCHEMA_VERSION,
    }


def code_version() -> str:
    """Version of the installed package; a checkout that is not installed has none."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "not installed"

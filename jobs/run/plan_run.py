"""Everything that can be known, and refused, before a run starts."""

import functools
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from jobs.operation.options import SAMPLE, TagOptions
from jobs.run.dead_letters import asks_to_retag, files_of_dead_letters
from jobs.run.incremental import parts, uncovered
from jobs.run.run_ids import new_run_id
from ner_model import arithmetic, tagger
from ner_model.errors import Refused
from ner_model.linking.check_folder import check_terminology
from ner_model.linking.linker import load_linker
from transforms.reachable import check_scheme
from transforms.reading.find_files import find_files
from transforms.reading.record import ReadOptions
from transforms.records import InputFile, printable
from transforms.runs.commit_run import committed_runs, published_runs, recover
from transforms.runs.layout import SET_ASIDE, Layout
from transforms.runs.run_record import Model, RunMetadata, RunRecord, Settings
from transforms.storage import is_local, list_names, modified_at, remove_unwritten, write_json
from transforms.tables.all_tables import TABLES

_BESIDE_TABLES = {"runs", "snapshots", "reports", "delta", "iceberg", SET_ASIDE, "report.html"}
_SETTINGS = ("engine", "format", "id_field", "text_field", "max_document_characters")
_LATER_SETTINGS = ("references", "sections")  # only where given: records of older runs do not have them

DISTRIBUTION = "literature-tagger"


class Terminology(NamedTuple):
    """The folder of a terminology, the same for every worker, and the digest of the linker that is made of it."""

    path: str
    linker_digest: str


class Run(NamedTuple):
    """A run that may start. `replaces`: ids of runs that go when this one is complete.

    `settings` are all that the rows of a file depend on but the file; `modified` are the time stamps of the inputs.
    """

    layout: Layout
    inputs: list[InputFile]
    read_options: ReadOptions
    load: Callable[[], tagger.Tagger]
    metadata: RunMetadata
    replaces: list[str]
    is_sample: bool
    settings: Settings = MappingProxyType({})
    modified: Mapping[str, float] = MappingProxyType({})
    incremental: bool = False
    terminology: Terminology | None = None


class Request(NamedTuple):
    """A request on an output that is in order. `retags`: files that left dead letters are to be read again."""

    flags: TagOptions
    output: str
    retags: bool
    incremental: bool
    committed: dict[str, RunRecord]
    replaces: list[str]


def plan_runs(flags: TagOptions) -> list[Run]:
    """The runs to make one after the other: one, or of an incremental job none or several.

    Raises `Refused` or `OSError` with the reason why they cannot start.
    """
    request = refuse(flags)
    found = find(request)
    loaded, terminology = load(request), load_terminology(flags)
    settings = settings_of(flags, loaded, terminology)
    runs = place(request, loaded, settings, choose(request, found, settings))
    return [run._replace(terminology=terminology) for run in runs]


def refuse(flags: TagOptions) -> Request:
    """The request, unless it makes no sense or the output holds what it may not touch; raises `Refused` then.

    What an interruption has left of the output is put in order first.
    """
    output = output_folder(flags.output)
    check_flags(flags, flags.incremental or asks_to_retag(flags.input, output))
    for run_id in recover(output):
        print(f"finished run {run_id}, which had been interrupted while it was published", file=sys.stderr)
    remove_unwritten(output)  # a page
    return request_of(flags)


def request_of(flags: TagOptions) -> Request:
    """The same, and nothing is changed."""
    output = output_folder(flags.output)
    retags = asks_to_retag(flags.input, output)
    incremental = flags.incremental or retags
    check_flags(flags, incremental)
    committed = committed_runs(output)
    return Request(flags, output, retags, incremental, committed, replaced_runs(output, flags, incremental, committed))


def check_flags(flags: TagOptions, incremental: bool) -> None:
    """Raises `Refused` for flags that make no sense together."""
    if incremental and flags.overwrite:
        raise Refused("--incremental adds to the runs of the output, --overwrite replaces them: give one of the two")
    if flags.files_per_run is not None and not (incremental and flags.files_per_run > 0):
        raise Refused("--files_per_run needs --incremental, and 1 or more", value=flags.files_per_run)


def replaced_runs(output: str, flags: TagOptions, incremental: bool, committed: Mapping[str, RunRecord]) -> list[str]:
    """Runs in the output that the new run may replace; raises `Refused` if the output holds anything else.

    Only runs are ever replaced: other files in the output stay where they are, even with --overwrite.
    """
    names = set(list_names(output)) - {".staging", ".known"}
    ours = names <= TABLES.keys() | _BESIDE_TABLES
    if incremental and ours and not (flags.input and any(run.sample for run in committed.values())):
        return []
    only_samples = ours and all(record.sample for record in committed.values())
    if flags.overwrite or not names or (only_samples and committed and not flags.input):
        return sorted(published_runs(output))
    raise Refused(
        f"{output} is not empty",
        remedy=f"--overwrite replaces the {len(committed)} runs that it holds, --incremental adds to them",
    )


def find(request: Request) -> list[InputFile]:
    """All files that the flags name; raises `FileNotFoundError` for a name without any."""
    return find_files(request.flags.input or [SAMPLE], request.flags.format, request.output)


def load(request: Request) -> tagger.Tagger:
    """The tagger, loaded as workers load it; raises `Refused` for one that cannot be used or was never evaluated."""
    flags = request.flags
    loaded = tagger.load(flags.model, flags.engine, flags.convention)
    if not (loaded.card.get("evaluation") or flags.allow_unevaluated):
        raise Refused(
            f"the model card of {flags.model} has no evaluation", remedy="--allow_unevaluated takes it all the same"
        )
    return loaded


def load_terminology(flags: TagOptions) -> Terminology | None:
    """The terminology that entities are linked to, its files checked; raises `Refused` if they are not whole."""
    if not flags.terminology:
        return None
    path = Path(flags.terminology).expanduser().absolute()
    check_terminology(path)
    return Terminology(str(path), load_linker(path).digest)


def settings_of(flags: TagOptions, loaded: tagger.Tagger, terminology: Terminology | None) -> Settings:
    """All that the rows of a file depend on but the file."""
    settings = {"model_digest": loaded.digest, **{name: getattr(flags, name) for name in _SETTINGS}}
    settings |= {"linker_digest": terminology.linker_digest} if terminology else {}
    return settings | {name: value for name in _LATER_SETTINGS if (value := getattr(flags, name))}


def read_options_of(flags: TagOptions) -> ReadOptions:
    """What readers are told."""
    return ReadOptions(
        flags.id_field, flags.text_field, flags.max_document_characters, flags.references, tuple(flags.sections)
    )


def choose(request: Request, found: list[InputFile], settings: Settings) -> list[InputFile]:
    """The files that are read: all, those that no run has covered, or those of the dead letters."""
    if request.retags:
        paths = files_of_dead_letters(request.output, request.committed)
        ids = {read.path: read.doc_id for _, run in sorted(request.committed.items()) for read in run.inputs}
        return [InputFile(path, request.flags.format, ids[path]) for path in paths]
    return uncovered(found, settings, request.committed) if request.incremental else found


def place(request: Request, loaded: tagger.Tagger, settings: Settings, chosen: list[InputFile]) -> list[Run]:
    """The runs over the chosen files; raises `OSError` for an output that cannot be written."""
    flags = request.flags
    model = Model(loaded.name, loaded.digest, flags.engine, str(arithmetic.VERSION), loaded.convention or "")
    read_options = read_options_of(flags)
    ids = list(request.committed)

    def run_over(inputs: list[InputFile]) -> Run:
        layout = Layout(request.output, new_run_id(ids))
        ids.append(layout.run_id)
        return Run(
            layout,
            inputs,
            read_options,
            functools.partial(tagger.load, flags.model, flags.engine, flags.convention),
            RunMetadata(layout.run_id, model, code_version()),
            request.replaces,
            not flags.input,
            settings,
            {printable(file.path): stamp for file in inputs if (stamp := _modified_at(file.path))},
            request.incremental,
        )

    runs = [run_over(part) for part in (parts(chosen, flags.files_per_run) if request.incremental else [chosen])]
    for run in runs[:1]:
        write_json(f"{run.layout.staging}/started.json", run.metadata)
    return runs


def _modified_at(path: str) -> float | None:
    """The time stamp of a file; None for a file that is gone, of which the reader makes a dead letter."""
    try:
        return modified_at(path)
    except OSError:
        return None


def output_folder(path: str) -> str:
    """The output as an absolute path, the same folder for every worker; raises `Refused` where none can be reached."""
    check_scheme(path)
    if any(character in path for character in "*?["):
        raise Refused(f"the output cannot have *, ? or [ in its name. Received: --output={path}")
    return str(Path(path).expanduser().absolute()) if is_local(path) else path.rstrip("/")


def code_version() -> str:
    """Version of the installed package; a checkout that is not installed has none."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "not installed"

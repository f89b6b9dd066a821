"""What an export will write, and whether an export that was interrupted was the same one."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec

from jobs.export.flags import selection_of
from jobs.run.plan_run import output_folder
from ner_model.errors import Refused
from transforms.exporting.all_exports import export_named
from transforms.exporting.selection import Selection
from transforms.exporting.shards import Shard, shards_of
from transforms.snapshots.newest_state import State, unique_state
from transforms.storage import (
    LOCK,
    exists,
    is_local,
    list_files,
    list_names,
    read_json,
    remove_file,
    remove_folder,
    write_json,
)

RECORD = "export.json"

_VERSION = 1  # of the formats: an export of other code is begun anew


class ExportPlan(NamedTuple):
    """`to`: where the export will lie; `work`: where it lies until it is complete."""

    to: str
    work: str
    state: State
    format: str
    selection: Selection
    shards: list[Shard]


@dataclass(frozen=True)
class _Begun:
    """What parts that are there already were written for."""

    version: int
    format: str
    selection: Selection
    shards: list[Shard]


def work_folder(to: str) -> str:
    """Beside the export, on the same disk."""
    return f"{output_folder(to)}.unfinished"


def plan_export(flags: argparse.Namespace) -> ExportPlan:
    """Raises `Refused` for what cannot be exported, or not to there; removes what another export left unfinished."""
    export_named(flags.format).check()
    output, to, work = output_folder(flags.output), output_folder(flags.to), work_folder(flags.to)
    if f"{to}/".startswith(f"{output}/"):
        raise Refused("an export cannot lie within the annotations", "--to", flags.to)
    check_target(to, flags.overwrite)
    state = unique_state(output, flags.snapshot)
    plan = ExportPlan(to, work, state, flags.format, selection_of(flags, state), shards_of(state))
    _resume_or_begin(plan)
    return plan


def check_target(to: str, overwrite: bool) -> None:
    names = list_names(to)
    if names and not overwrite:
        raise Refused("the folder is not empty", to, remedy="give a new one, or --overwrite if an export lies there")
    if names and RECORD not in names:
        raise Refused("the folder holds no export, so --overwrite leaves it alone", to)
    if is_local(to) and Path(to).is_file():
        raise Refused("there is a file of that name", to)


def _resume_or_begin(plan: ExportPlan) -> None:
    path = f"{plan.work}/plan.json"
    begun = _Begun(_VERSION, plan.format, plan.selection, plan.shards)
    if exists(path) and _same(path, begun):
        return
    for name in set(list_names(plan.work)) - {LOCK}:
        folder = f"{plan.work}/{name}"
        remove_folder(folder) if list_files(folder) or Path(folder).is_dir() else remove_file(folder)
    write_json(path, begun)


def _same(path: str, begun: _Begun) -> bool:
    try:
        return read_json(path, _Begun) == msgspec.convert(msgspec.to_builtins(begun), _Begun)
    except Refused:  # of an older version
        return False

"""Everything that can be known, and refused, before a snapshot is made."""

import argparse
import time
from importlib.util import find_spec
from typing import NamedTuple

from jobs.run.plan_run import code_version
from jobs.run.run_ids import new_run_id
from jobs.snapshot.plan_compaction import Compaction, plan_compaction
from jobs.snapshot.plan_night import Night, plan_night
from jobs.snapshot.publish import recover_publication
from jobs.snapshot.report import past_records
from ner_model.errors import Refused
from transforms.runs.commit_run import committed_runs
from transforms.runs.layout import Layout
from transforms.runs.run_record import RunRecord
from transforms.snapshots.manifest import Manifest, manifest_of, parts_of
from transforms.snapshots.merge_documents import Target
from transforms.snapshots.snapshot_record import SnapshotRecord
from transforms.snapshots.snapshots import current_snapshot, record_of
from transforms.storage import is_local, write_json

_EXTRAS = {"delta": "deltalake", "iceberg": "pyiceberg"}


class Plan(NamedTuple):
    """A snapshot that may be made. `current`: the record of the one before; `past`: those of all that were made.

    `night`: what is added to the current snapshot, None for one that is made of all runs; `manifest`: the layers
    before; `rebase`: a whole one is made though nothing is new.
    """

    layout: Layout
    runs: dict[str, RunRecord]
    compaction: Compaction
    target: Target
    current: SnapshotRecord | None
    past: list[SnapshotRecord]
    manifest: Manifest
    night: Night | None = None
    rebase: bool = False

    @property
    def is_published(self) -> bool:
        """Whether the current snapshot holds what this one would."""
        return self.current is not None and self.current.fingerprint == self.compaction.fingerprint and not self.rebase


def plan_snapshot(output: str, flags: argparse.Namespace) -> Plan:
    """Puts the output in order after an interruption; raises `Refused` if there can be no snapshot of it."""
    check_flags(output, flags)
    recover_publication(output)
    runs = committed_runs(output)
    current = current_snapshot(output)
    before = record_of(output, current) if current else None
    known = manifest_of(output, current) if current else Manifest(())
    night = plan_night(output, runs, known) if current and not flags.rebase else None
    compaction = night.compaction if night else plan_compaction(output, runs)
    manifest = night.manifest if night else Manifest((), compaction.live, time.time())
    past = past_records(output)
    layout = Layout(output, new_run_id([*runs, *(record.snapshot_id for record in past)]))
    metadata = {"snapshot_id": layout.run_id, "code_version": code_version()}
    target = Target(
        f"{layout.staging}/tables", flags.max_file_bytes, metadata, parts_of(output, known) if current else None
    )
    plan = Plan(layout, runs, compaction, target, before, past, manifest, night, flags.rebase)
    if not plan.is_published:
        write_json(f"{layout.staging}/started.json", metadata)
    return plan


def check_flags(output: str, flags: argparse.Namespace) -> None:
    """Raises `Refused` for a flag that cannot be followed."""
    for extra, package in _EXTRAS.items():
        if getattr(flags, extra) and not is_local(output):
            raise Refused(f"--{extra} needs an output on a disk", output)
        if getattr(flags, extra) and not find_spec(package):
            raise Refused(f"--{extra} needs {package}: pip install 'literature-tagger[{extra}]'")
    if flags.keep < 1:
        raise Refused("--keep must be 1 or more", value=flags.keep)

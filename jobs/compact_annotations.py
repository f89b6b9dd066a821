"""Makes a snapshot of all runs and publishes it: `python -m jobs.compact_annotations --output=annotations`."""

import argparse
import sys
import time
from contextlib import ExitStack
from importlib.util import find_spec
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions

from jobs.operation.endings import DONE, HELD, before_work, exit_code_of
from jobs.operation.interrupts import end_at_interrupt
from jobs.operation.log import log_as_json, log_event
from jobs.operation.metrics_file import write_metrics
from jobs.operation.options import add_operation_flags, parse_flags
from jobs.operation.run_pipeline import run_pipeline
from jobs.operation.runners import runner_of
from jobs.run.plan_run import code_version, new_run_id, output_folder
from jobs.snapshot.facts import facts_of
from jobs.snapshot.gate import Breach, breaches
from jobs.snapshot.plan_compaction import Compaction, plan_compaction
from jobs.snapshot.record import duplicates_in, past_records, snapshot_record
from jobs.snapshot.report import remove_report, write_report
from ner_model.errors import Refused
from transforms.runs.commit_run import committed_runs, recover, remove_run
from transforms.runs.layout import Layout, staging_of
from transforms.snapshots.delta_table import write_delta
from transforms.snapshots.merge_documents import MergeDocuments, Place
from transforms.snapshots.snapshots import (
    announce_snapshot,
    announced_snapshots,
    current_snapshot,
    folder_of,
    half_snapshots,
    publish_snapshot,
    remove_old_snapshots,
    remove_snapshot,
    settle_current,
    snapshots_of,
)
from transforms.snapshots.split_by_key import SplitByKey
from transforms.snapshots.versions import sources_of
from transforms.snapshots.write_facts import WriteFacts
from transforms.storage import locked, read_json, write_json


class Snapshot(NamedTuple):
    """A snapshot that may be made."""

    layout: Layout
    runs: dict[str, dict[str, Any]]
    compaction: Compaction
    place: Place


def compact_annotations(pipeline: beam.Pipeline, snapshot: Snapshot) -> None:
    """Adds the steps of the job to a pipeline; the tables and the facts about them end up in the staging folder."""
    bounds = snapshot.compaction.bounds
    sources = sources_of(snapshot.compaction.live, snapshot.compaction.paths)
    (
        pipeline
        | "ListBundles" >> beam.Create(snapshot.compaction.elements)
        | SplitByKey(sources, bounds, f"{snapshot.layout.staging}/ranges")
        | MergeDocuments(bounds, snapshot.place)
        | WriteFacts(snapshot.layout.manifest)
    )


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 0, 2 if the job was refused, 4 if the snapshot is held and CURRENT stays where it is.

    And 1 if it could not go on, as `exit_code_of` has it.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    description = "Makes a snapshot of the newest version of every document, and publishes it if nothing is wrong."
    flags, options = parse_flags(arguments, "python -m jobs.compact_annotations", description, _add_flags)
    if flags.log_json:
        log_as_json()
    return exit_code_of("compact_annotations", flags, lambda: _compact(options, flags))


def _compact(options: PipelineOptions, flags: argparse.Namespace) -> int:
    with ExitStack() as stack:
        with before_work():
            output = output_folder(flags.output)
            stack.enter_context(locked(staging_of(output)))
            runner_of(options)
            snapshot = plan_snapshot(output, flags)
        if is_published(snapshot):
            follow_up(snapshot, flags)  # an interruption may have come before it
            recover(output)
            write_metrics(flags.metrics_file, "compact_annotations", DONE, {})
            print(f"nothing to do: the snapshot {current_snapshot(output)} holds all that the runs hold")
            return DONE
        record = make_snapshot(snapshot, options)
        return publish(snapshot, record, flags)


def _add_flags(parser: argparse.ArgumentParser) -> None:
    add_operation_flags(parser)
    add = parser.add_argument
    add("--output", default="annotations", metavar="FOLDER", help="where the runs are (default: %(default)s)")
    add("--keep", type=int, default=3, metavar="NUMBER", help="snapshots that are left (default: %(default)s)")
    add("--force", action="store_true", help="publish whatever the gate says; the record will say so")
    add("--delta", action="store_true", help="write the snapshot as Delta Lake tables too (needs the extra delta)")
    add("--max_file_bytes", type=int, default=256 << 20, metavar="NUMBER", help="size of files (default: %(default)s)")


def plan_snapshot(output: str, flags: argparse.Namespace) -> Snapshot:
    """Raises `Refused` if there can be none."""
    if flags.delta and not find_spec("deltalake"):
        raise Refused("--delta needs deltalake: pip install 'literature-tagger[delta]'")
    if flags.keep < 1:
        raise Refused("--keep must be 1 or more", value=flags.keep)
    recover_publication(output)
    runs = committed_runs(output)
    compaction = plan_compaction(output, runs)
    current = current_snapshot(output)
    layout = Layout(output, new_run_id())
    metadata = {"snapshot_id": layout.run_id, "code_version": code_version()}
    place = Place(f"{layout.staging}/tables", flags.max_file_bytes, metadata, current and folder_of(output, current))
    write_json(f"{layout.staging}/started.json", metadata)
    return Snapshot(layout, runs, compaction, place)


def is_published(snapshot: Snapshot) -> bool:
    """Whether the current snapshot holds what this one would."""
    output = snapshot.layout.output
    current = current_snapshot(output)
    return bool(current) and snapshots_of(output)[current]["fingerprint"] == snapshot.compaction.fingerprint


def recover_publication(output: str) -> None:
    """Finishes or removes what an interruption has left of commits and publications."""
    recover(output)
    settle_current(output)
    for snapshot_id in announced_snapshots(output):
        remove_report(output, snapshot_id)  # it says that the snapshot was published
    for snapshot_id in half_snapshots(output):
        remove_snapshot(output, snapshot_id)


def make_snapshot(snapshot: Snapshot, options: PipelineOptions) -> dict[str, Any]:
    """Runs the pipeline; returns the record of the snapshot, which nobody reads yet."""
    start = time.time()
    pipeline = beam.Pipeline(runner_of(options), options)
    compact_annotations(pipeline, snapshot)
    run_pipeline(pipeline, snapshot.layout.staging)
    ranges = read_json(snapshot.layout.manifest)
    written = [file["path"] for facts in ranges for file in facts["files"] if file["table"] == "documents"]
    facts = facts_of(ranges) | {"duplicates": duplicates_in(written)}
    return snapshot_record(snapshot.runs, snapshot.compaction, facts) | {
        "snapshot_id": snapshot.layout.run_id,
        "started": start,
        "seconds": round(time.time() - start, 3),
    }


def publish(snapshot: Snapshot, record: dict[str, Any], flags: argparse.Namespace) -> int:
    """Lets the gate decide, writes the report, and moves CURRENT if it may."""
    output = snapshot.layout.output
    current = current_snapshot(output)
    found = breaches(record, snapshots_of(output)[current] if current else None)
    verdict = {"previous": current, "breaches": [breach._asdict() for breach in found]}
    record |= {**verdict, "published": not found or flags.force, "forced": bool(found and flags.force)}
    if record["published"]:
        announce_snapshot(output, record["snapshot_id"])  # so that a report without its snapshot is known by it
    report = write_report(output, record, past_records(output))
    if record["published"]:
        files = [file for facts in read_json(snapshot.layout.manifest) for file in facts["files"]]
        publish_snapshot(output, record, files, snapshot.place.metadata)
        follow_up(snapshot, flags)
    recover(output)  # removes what is left in the staging folder
    print(_outcome(record, found, report))
    code = DONE if record["published"] else HELD
    state = {"snapshot_id": record["snapshot_id"], "exit_code": code, **verdict}
    log_event("published" if record["published"] else "held", flags.log_json, state)
    write_metrics(flags.metrics_file, "compact_annotations", code, record)
    return code


def follow_up(snapshot: Snapshot, flags: argparse.Namespace) -> None:
    """The current snapshot as Delta tables; without old snapshots, and runs of which no row counts any more."""
    output = snapshot.layout.output
    if flags.delta:
        write_delta(output, current_snapshot(output))
    remove_old_snapshots(output, flags.keep)
    for run_id in snapshot.runs.keys() - set(snapshot.compaction.live.values()):
        remove_run(Layout(output, run_id))


def _outcome(record: dict[str, Any], found: list[Breach], report: str) -> str:
    lines = [f"held      {breach.check}: {breach.text}" for breach in found]
    state = "published" if record["published"] else "held"
    if record["forced"]:
        state = "published by force"
    counts = f"{record['documents']:,} documents, {record['entities']:,} entities"
    return "\n".join([f"snapshot  {record['snapshot_id']}: {counts}, {state}", *lines, f"report    {report}"])


if __name__ == "__main__":
    end_at_interrupt("compact_annotations")
    sys.exit(main())

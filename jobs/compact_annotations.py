"""Makes a snapshot of all runs and publishes it: `python -m jobs.compact_annotations --output=annotations`."""

import argparse
import sys
import time
from contextlib import ExitStack
from typing import NamedTuple

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions

from jobs.operation.endings import DONE, HELD, before_work, exit_code_of
from jobs.operation.interrupts import end_at_interrupt, only_job
from jobs.operation.log import log_as_json, log_event
from jobs.operation.metrics_file import numbers_of, write_metrics
from jobs.operation.options import add_operation_flags, parse_flags, whole_number
from jobs.operation.run_pipeline import run_pipeline
from jobs.operation.runners import runner_of
from jobs.operation.streams import settle_streams
from jobs.run.plan_run import output_folder
from jobs.snapshot.build_night import build_night
from jobs.snapshot.check_files import check_contents
from jobs.snapshot.facts import facts_of
from jobs.snapshot.gate import judge
from jobs.snapshot.night_facts import Touched, facts_after, touched_by
from jobs.snapshot.plan_snapshot import Plan, plan_snapshot
from jobs.snapshot.publish import BEHIND_CURRENT, Publication, publish, walk
from jobs.snapshot.record import Made, duplicates_in, snapshot_record
from jobs.snapshot.report import report_path
from transforms.runs.layout import staging_of
from transforms.snapshots.facts import RangeFacts
from transforms.snapshots.merge_documents import MergeDocuments
from transforms.snapshots.snapshot_record import SnapshotRecord
from transforms.snapshots.split_by_key import SplitByKey
from transforms.snapshots.versions import sources_of
from transforms.snapshots.write_facts import WriteFacts
from transforms.storage import read_json
from transforms.writing.parquet_files import FileWritten


class Built(NamedTuple):
    """A snapshot in the staging folder, where no reader looks: its record, its files, and what a night touched."""

    record: SnapshotRecord
    files: list[FileWritten]
    touched: Touched | None = None


def compact_annotations(pipeline: beam.Pipeline, plan: Plan) -> None:
    """Adds the steps of the job to a pipeline; the tables and the facts about them end up in the staging folder."""
    bounds = plan.compaction.bounds
    sources = sources_of(plan.compaction.live, plan.compaction.paths)
    (
        pipeline
        | "ListBundles" >> beam.Create(plan.compaction.elements)
        | SplitByKey(sources, bounds, f"{plan.layout.staging}/ranges")
        | MergeDocuments(bounds, plan.target)
        | WriteFacts(plan.layout.manifest)
    )


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 0, 4 if the snapshot is held and CURRENT stays as it is, or one of `exit_code_of`."""
    arguments = sys.argv[1:] if arguments is None else arguments
    description = "Makes a snapshot of the newest version of every document, and publishes it if nothing is wrong."
    flags, options = parse_flags(arguments, "python -m jobs.compact_annotations", description, _add_flags)
    if flags.log_json:
        log_as_json()
    return exit_code_of("compact_annotations", flags, lambda: _compact(options, flags))


def _add_flags(parser: argparse.ArgumentParser) -> None:
    add_operation_flags(parser)
    add = parser.add_argument
    add("--output", default="annotations", metavar="FOLDER", help="where the runs are (default: %(default)s)")
    add("--keep", type=int, default=3, metavar="NUMBER", help="snapshots that are left (default: %(default)s)")
    add("--force", action="store_true", help="publish whatever the gate says; the record will say so")
    add("--rebase", action="store_true", help="rewrite the snapshot as a whole now, not after a week of nights")
    add("--delta", action="store_true", help="write the snapshot as Delta Lake tables too (needs the extra delta)")
    add("--iceberg", action="store_true", help="write the snapshot as Iceberg tables too (needs the extra iceberg)")
    add(
        "--max_file_bytes",
        type=whole_number(1),
        default=256 << 20,
        metavar="NUMBER",
        help="size of files (default: %(default)s)",
    )


def _compact(options: PipelineOptions, flags: argparse.Namespace) -> int:
    """Plan, build, judge, publish."""
    with ExitStack() as stack:
        with before_work():
            output = output_folder(flags.output)
            stack.enter_context(only_job("compact_annotations", staging_of(output)))
            runner_of(options)
            plan = plan_snapshot(output, flags)
        if plan.current and plan.is_published:
            walk(BEHIND_CURRENT, publication_of(plan, Built(plan.current, []), flags))  # an interruption may have come
            write_metrics(flags.metrics_file, "compact_annotations", DONE, {})
            print(f"nothing to do: the snapshot {plan.current.snapshot_id} holds all that the runs hold")
            return DONE
        built = build_snapshot(plan, options)
        judged = built._replace(record=judge(built.record, plan.current, flags.force, built.touched))
        published = publish(publication_of(plan, judged, flags))
    return _end(published, flags)


def build_snapshot(plan: Plan, options: PipelineOptions) -> Built:
    """Runs the pipeline, or works through a night; raises `Refused` if a damaged file made that fail."""
    start = time.time()
    ranges = build_night(plan, plan.night) if plan.night else _run_pipeline(plan, options)
    files = [file for facts in ranges for file in facts.files]
    duplicates = duplicates_in([file.path for file in files if file.table == "documents"])
    before = plan.current if plan.night else None
    facts = facts_after(before, ranges, duplicates) if before else facts_of(ranges, duplicates)
    made = Made(plan.layout.run_id, start, round(time.time() - start, 3))
    record = snapshot_record(plan.runs, plan.compaction, facts, made, before)
    return Built(record, files, touched_by(ranges) if before else None)


def _run_pipeline(plan: Plan, options: PipelineOptions) -> list[RangeFacts]:
    pipeline = beam.Pipeline(runner_of(options), options)
    compact_annotations(pipeline, plan)
    bundles = plan.compaction.bundles
    run_pipeline(pipeline, plan.layout.staging, blame=lambda: check_contents(plan.layout.output, bundles))
    return read_json(plan.layout.manifest, list[RangeFacts])


def publication_of(plan: Plan, built: Built, flags: argparse.Namespace) -> Publication:
    return Publication(
        layout=plan.layout,
        record=built.record,
        files=built.files,
        metadata=plan.target.metadata,
        past=plan.past,
        obsolete=sorted(plan.runs.keys() - set(plan.compaction.live.values())),
        keep=flags.keep,
        delta=flags.delta,
        iceberg=flags.iceberg,
        manifest=plan.manifest,
    )


def _end(publication: Publication, flags: argparse.Namespace) -> int:
    """Says what has become of the snapshot, to people and to machines; returns the exit code."""
    record = publication.record
    print(_outcome(record, report_path(publication.layout.output, record.snapshot_id)))
    code = DONE if record.published else HELD
    breaches = [vars(breach) for breach in record.breaches]
    state = {"snapshot_id": record.snapshot_id, "exit_code": code, "previous": record.previous, "breaches": breaches}
    log_event("published" if record.published else "held", flags.log_json, state)
    write_metrics(flags.metrics_file, "compact_annotations", code, numbers_of(record))
    return code


def _outcome(record: SnapshotRecord, report: str) -> str:
    lines = [f"held      {breach.check}: {breach.text}" for breach in record.breaches]
    state = "published" if record.published else "held"
    if record.forced:
        state = "published by force"
    counts = f"{record.documents:,} documents, {record.entities:,} entities"
    return "\n".join([f"snapshot  {record.snapshot_id}: {counts}, {state}", *lines, f"report    {report}"])


if __name__ == "__main__":
    settle_streams()
    end_at_interrupt("compact_annotations")
    sys.exit(main())

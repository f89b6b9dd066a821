"""Writes annotations for other programs: `python -m jobs.export --output=annotations --format=brat --to=exported`."""

import argparse
import sys
from contextlib import ExitStack
from typing import Any

import apache_beam as beam
import msgspec
from apache_beam.options.pipeline_options import PipelineOptions

from jobs.export.flags import add_flags
from jobs.export.plan_export import RECORD, ExportPlan, plan_export, work_folder
from jobs.export.publish_export import ExportRecord, publish_export
from jobs.operation.endings import DONE, before_work, exit_code_of
from jobs.operation.interrupts import end_at_interrupt, only_job
from jobs.operation.log import log_as_json, log_event
from jobs.operation.metrics_file import numbers_of, write_metrics
from jobs.operation.options import parse_flags
from jobs.operation.run_pipeline import run_pipeline
from jobs.operation.runners import runner_of
from jobs.operation.streams import settle_streams
from ner_model.errors import Refused
from transforms.exporting.write_shards import WriteShards
from transforms.storage import exists

_CHOICES = ("entity_labels", "min_score", "since", "until", "documents", "only_with_entities", "under")


def export(pipeline: beam.Pipeline, plan: ExportPlan) -> None:
    """Adds the steps of the job to a pipeline; the parts end up in the work folder of the plan."""
    shards = pipeline | "ListShards" >> beam.Create(plan.shards)
    shards | WriteShards(plan.format, plan.selection, plan.work)


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 0, or one of `exit_code_of`."""
    arguments = sys.argv[1:] if arguments is None else arguments
    description = "Writes annotations for other programs: PubTator, BioC, brat, CoNLL, spaCy, CSV, Web Annotations."
    flags, options = parse_flags(arguments, "python -m jobs.export", description, add_flags)
    if flags.log_json:
        log_as_json()
    return exit_code_of("export", flags, lambda: _export(options, flags))


def _export(options: PipelineOptions, flags: argparse.Namespace) -> int:
    with ExitStack() as stack:
        with before_work():
            runner = runner_of(options)
            stack.enter_context(only_job("export", work_folder(flags.to)))
            plan = plan_export(flags)
        pipeline = beam.Pipeline(runner, options)
        export(pipeline, plan)
        run_pipeline(pipeline, plan.work, blame=lambda: _check_still_there(plan))
        record = publish_export(plan, _choices(flags))
    print(summary(record, plan.to))
    facts = {**numbers_of(record), "files": len(record.files)}
    log_event("exported", flags.log_json, {"to": plan.to, **facts})
    write_metrics(flags.metrics_file, "export", DONE, facts)
    return DONE


def _choices(flags: argparse.Namespace) -> dict[str, Any]:
    """What was asked for, as the record says it."""
    chosen: dict[str, Any] = {name: msgspec.to_builtins(getattr(flags, name)) for name in _CHOICES}
    return {name: value for name, value in chosen.items() if value}


def _check_still_there(plan: ExportPlan) -> None:
    """Raises `Refused` if the annotations are gone, as a run or a snapshot that was replaced is."""
    for shard in plan.shards:
        for group in shard.groups:
            for path in (group.documents, *group.entities):
                if not exists(path):
                    raise Refused("the annotations have been replaced meanwhile", path, remedy="start the export again")


def summary(record: ExportRecord, to: str) -> str:
    """What was written, and each thing that the format could not hold as it was."""
    labels = ", ".join(f"{label} {count:,}" for label, count in record.labels.items())
    lines = [f"documents  {record.documents:,}", f"entities   {record.entities:,}{labels and f' ({labels})'}"]
    for noted in record.noted:
        lines.append(f"noted      {noted.name} {noted.times:,}: {noted.meaning}; for example in {noted.documents[0]}")
    size = sum(record.files.values())
    return "\n".join([*lines, f"files      {len(record.files):,}, {size:,} bytes: {to}, with {RECORD}"])


if __name__ == "__main__":
    settle_streams()
    end_at_interrupt("export")
    sys.exit(main())

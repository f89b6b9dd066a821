"""Tags a corpus: `python -m jobs.tag_corpus --input=abstracts/ --output=annotations`."""

import sys
import time
from contextlib import ExitStack
from tempfile import TemporaryDirectory
from typing import Any

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions

from jobs.operation.endings import DONE, TOO_MANY_DEAD_LETTERS, before_work, exit_code_of
from jobs.operation.interrupts import end_at_interrupt, only_job
from jobs.operation.log import log_as_json, log_event
from jobs.operation.metrics_file import numbers_of, write_metrics
from jobs.operation.options import TagOptions, asks_for_dry_run, parse
from jobs.operation.run_pipeline import run_pipeline
from jobs.operation.runners import processes_of, runner_of
from jobs.operation.streams import settle_streams
from jobs.report.write_page import try_page_of_run
from jobs.run.beginnings import expected_documents
from jobs.run.dry_run import dry_run
from jobs.run.first_letters import first_letters
from jobs.run.plan_run import Run, Terminology, output_folder, plan_runs
from jobs.run.progress_line import Expected, ProgressLine
from jobs.run.run_record import Ran, counters_of, dead_letter_rate, run_record
from jobs.run.standard_input import standard_input_as_file
from jobs.run.summary import summary
from transforms.reading.read_documents import ReadDocuments
from transforms.runs.commit_run import commit_run, committed_runs
from transforms.runs.layout import staging_of
from transforms.runs.run_record import RunRecord
from transforms.storage import read_json
from transforms.tagging.known_annotations import index_runs
from transforms.tagging.link_entities import LinkEntities
from transforms.tagging.reuse_annotations import ReuseAnnotations
from transforms.tagging.split_sentences import SplitSentences
from transforms.tagging.tag_documents import TagDocuments
from transforms.writing.write_annotations import WriteAnnotations
from transforms.writing.write_manifest import Manifest, WriteManifest


def tag_corpus(pipeline: beam.Pipeline, run: Run, progress_folder: str) -> None:
    """Adds the steps of the job to a pipeline; the tables and the manifest end up in the staging folder of the run."""
    inputs = pipeline | "ListInputs" >> beam.Create(run.inputs)
    read = inputs | ReadDocuments(run.read_options)
    fresh = read.documents | ReuseAnnotations(run.layout.known)
    split = fresh.documents | SplitSentences()
    tagged = split.documents | TagDocuments(run.load, run.metadata.model.digest, progress_folder)
    documents, unlinked = _link(run.terminology, {"Fresh": tagged.documents, "Known": fresh.annotated})
    dead_letters = (read.dead_letters, split.dead_letters, tagged.dead_letters, *unlinked)
    tables = {"documents": documents, "dead_letters": dead_letters, "deletions": read.deletions}
    files = tables | WriteAnnotations(run.layout.staging, run.metadata.pairs())
    done = {"inputs": inputs, "records": (read.documents, read.dead_letters), "files": files}
    done | WriteManifest(run.layout.manifest)


def _link(terminology: Terminology | None, documents: dict[str, Any]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Documents with links, if there is a terminology, and the dead letters of linking.

    Documents that were known are linked too: what was tagged before with the same model may be linked anew.
    """
    if terminology is None:
        return tuple(documents.values()), ()
    linked = [those | f"Link{name}Entities" >> LinkEntities(*terminology) for name, those in documents.items()]
    return tuple(each.documents for each in linked), tuple(each.dead_letters for each in linked)


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 0, 3 for a complete run with too many dead letters, or one of `exit_code_of`."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    flags = options.view_as(TagOptions)
    if flags.log_json:
        log_as_json()
    return exit_code_of("tag_corpus", flags, lambda: _tag(options, flags))


def _tag(options: PipelineOptions, flags: TagOptions) -> int:
    if asks_for_dry_run(options):
        with before_work():
            print(dry_run(flags, processes_of(options)))
        return DONE
    with ExitStack() as stack:
        with before_work():
            stack.enter_context(only_job("tag_corpus", staging_of(output_folder(flags.output))))
            flags.input = stack.enter_context(standard_input_as_file(flags.input, runner_of(options)))
            runs = plan_runs(flags)
        codes = [_run(run, beam.Pipeline(runner_of(options), options), flags) for run in runs]
    if not runs:
        print("nothing to do: every input is covered by a committed run")
        write_metrics(flags.metrics_file, "tag_corpus", DONE, {"documents": 0})
    return max(codes, default=DONE)


def _run(run: Run, pipeline: beam.Pipeline, flags: TagOptions) -> int:
    log_event("started", flags.log_json, {"run_id": run.layout.run_id, "files": len(run.inputs)})
    record = execute(run, pipeline)
    print(summary(record, run.layout.output, first_letters(run.layout.output, run.layout.run_id)))
    if not flags.no_report and (page := try_page_of_run(run.layout.output, run.layout.run_id)):
        print(f"report         {page}")
    too_many = dead_letter_rate(record) > flags.max_dead_letter_rate and not run.is_sample
    code = TOO_MANY_DEAD_LETTERS if too_many else DONE
    log_event(
        "committed", flags.log_json, {"run_id": run.layout.run_id, "exit_code": code, **numbers_of(record.counts)}
    )
    write_metrics(flags.metrics_file, "tag_corpus", code, numbers_of(record) | numbers_of(record.counts))
    return code


def execute(run: Run, pipeline: beam.Pipeline) -> RunRecord:
    """Runs the pipeline, publishes what it wrote, and returns the record of the run."""
    start = time.monotonic()
    if run.incremental:
        index_runs(run.layout.output, _same_model(run), run.layout.known)
    expected = Expected(len(run.inputs), expected_documents(run.inputs, run.read_options))
    with TemporaryDirectory() as progress_folder, ProgressLine(progress_folder, expected):
        tag_corpus(pipeline, run, progress_folder)
        result = run_pipeline(pipeline, run.layout.staging)
    manifest = read_json(run.layout.manifest, Manifest)
    ran = Ran(type(pipeline.runner).__name__, counters_of(result), time.monotonic() - start)
    record = run_record(run, manifest, ran)
    commit_run(run.layout, record, manifest.files, run.metadata.pairs())
    return record


def _same_model(run: Run) -> list[str]:
    """Committed runs that tagged as this one does."""
    committed = committed_runs(run.layout.output)
    return [run_id for run_id, record in committed.items() if record.model == run.metadata.model]


if __name__ == "__main__":
    settle_streams()
    end_at_interrupt("tag_corpus")
    sys.exit(main())

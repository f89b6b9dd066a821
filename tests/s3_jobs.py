"""Jobs on S3 in processes of their own, that can be killed at any of their writes."""

import importlib
import multiprocessing
import os
import sys

from apache_beam.io.filesystems import FileSystems
from apache_beam.options.pipeline_options import PipelineOptions

from tests import stub_tagger

_PROCESSES = multiprocessing.get_context("forkserver")  # whose processes are there at once, with all that is imported
_PROCESSES.set_forkserver_preload(["tests.s3_jobs", "jobs.tag_corpus", "jobs.compact_annotations"])


def run_job(name, arguments, server, kill_at=0):
    """The exit code of a job with the tagger of tests; -9 if it was killed, at its write with this number."""
    process = _PROCESSES.Process(target=_run, args=(name, arguments, dict(os.environ), server, kill_at))
    process.start()
    process.join()
    return process.exitcode


def _run(name, arguments, environment, server, kill_at):
    from ner_model import tagger

    os.environ.update(environment)
    FileSystems.set_options(PipelineOptions([]))
    tagger.load = stub_tagger.load
    server.behave(kill=[os.getpid(), kill_at])
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - until the process ends
    sys.exit(importlib.import_module(f"jobs.{name}").main(arguments))

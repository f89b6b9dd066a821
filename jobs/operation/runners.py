"""Which runner a job gets: one that is known to lose no data."""

import os

from apache_beam.options.pipeline_options import DirectOptions, PipelineOptions, StandardOptions, WorkerOptions
from apache_beam.portability.api import beam_provision_api_pb2
from apache_beam.runners.portability.fn_api_runner import fn_runner
from apache_beam.runners.portability.portable_runner import JobServiceHandle
from apache_beam.runners.runner import PipelineRunner, create_runner

from ner_model.errors import Refused

_LOG_LEVEL = "ERROR"  # of worker processes, which else report their start at length

_LOCAL = ("direct", "switchingdirect", "fnapi")

_REFUSED = {
    "dask": "it drops what a step yields at the end of a bundle, so no table would be written",
    "spark": "it downloads a job server when it starts, and no job of ours was ever run on it; use Flink or Dataflow",
    "bundlebaseddirect": "it does not flush what waits for a batch at the end",
}


def runner_of(options: PipelineOptions) -> PipelineRunner:
    """The runner that the options name; raises `Refused` for those that lose data in jobs like ours, and for Spark.

    `DirectRunner`, and no name at all, mean the one local runner: Beam's own choice under that name depends on the
    pipeline and on whether it can download a program.
    """
    named = options.view_as(StandardOptions).runner or StandardOptions.DEFAULT_RUNNER
    name = _plain(named)
    if name in _REFUSED:
        raise Refused(f"--runner={named} is refused: {_REFUSED[name]}")
    if name not in _LOCAL:
        return create_runner(named)
    _choose_processes(options.view_as(DirectOptions))
    return _local_runner(options)


def processes_of(options: PipelineOptions) -> int:
    """Processes that the local runner works with; 1 for other runners, of whose workers nothing is known here."""
    named = options.view_as(StandardOptions).runner or StandardOptions.DEFAULT_RUNNER
    workers: int | None = options.view_as(DirectOptions).direct_num_workers
    return (workers or os.cpu_count() or 1) if _plain(named) in _LOCAL else 1


def _plain(runner: str) -> str:
    return runner.rpartition(".")[2].lower().removesuffix("runner")


def _choose_processes(options: DirectOptions) -> None:
    """Several workers are several processes; Beam would ignore the number where the mode is not given."""
    workers: int = options.direct_num_workers or os.cpu_count() or 1
    # A worker in this process runs a bundle before it gets the data that was to be split, and so loses all of it.
    needs_processes = workers > 1 or options.direct_test_splits
    if needs_processes and options.direct_running_mode == "in_memory":
        options.direct_running_mode = "multi_processing"
    if workers > 1 and options.direct_running_mode == "multi_threading":
        raise Refused(
            f"--direct_running_mode=multi_threading with {workers} workers is refused: it loses elements",
            remedy="use --direct_running_mode=multi_processing",
        )


def _local_runner(options: PipelineOptions) -> PipelineRunner:
    """Beam's in-memory runner, made with the options, because its worker processes get no options otherwise."""
    workers = options.view_as(WorkerOptions)
    workers.default_sdk_harness_log_level = workers.default_sdk_harness_log_level or _LOG_LEVEL
    encoded = JobServiceHandle.encode_pipeline_options(options.get_all_options())
    provision = beam_provision_api_pb2.ProvisionInfo(pipeline_options=encoded)
    return fn_runner.FnApiRunner(provision_info=fn_runner.ExtendedProvisionInfo(provision))

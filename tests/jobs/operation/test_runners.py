import pytest
from apache_beam.options.pipeline_options import DirectOptions, PipelineOptions
from apache_beam.runners.portability.fn_api_runner.fn_runner import FnApiRunner
from apache_beam.runners.portability.portable_runner import PortableRunner

from jobs.operation.runners import runner_of


@pytest.mark.parametrize("name", ["DirectRunner", "directrunner", "direct", "SwitchingDirectRunner", "FnApiRunner"])
def test_local_names_all_mean_the_one_local_runner(name):
    assert type(runner_of(PipelineOptions([f"--runner={name}"]))) is FnApiRunner


def test_no_name_means_the_local_runner():
    assert type(runner_of(PipelineOptions([]))) is FnApiRunner


def test_a_full_path_means_the_same_as_its_last_name():
    path = "apache_beam.runners.direct.direct_runner.DirectRunner"
    assert type(runner_of(PipelineOptions([f"--runner={path}"]))) is FnApiRunner


def test_other_runners_are_taken_as_named():
    assert type(runner_of(PipelineOptions(["--runner=PortableRunner"]))) is PortableRunner


@pytest.mark.parametrize("name", ["DaskRunner", "BundleBasedDirectRunner", "SparkRunner"])
def test_runners_that_lose_data_or_were_never_tried_are_refused(name):
    with pytest.raises(ValueError, match=f"--runner={name} is refused: it d"):
        runner_of(PipelineOptions([f"--runner={name}"]))


def test_several_threads_are_refused():
    with pytest.raises(ValueError, match="2 workers is refused: it loses elements"):
        runner_of(PipelineOptions(["--direct_running_mode=multi_threading", "--direct_num_workers=2"]))


def test_one_thread_is_fine():
    runner_of(PipelineOptions(["--direct_running_mode=multi_threading"]))


def test_several_workers_are_several_processes():
    options = PipelineOptions(["--direct_num_workers=2"])
    runner_of(options)
    assert options.view_as(DirectOptions).direct_running_mode == "multi_processing"


def test_bundles_are_split_in_processes_of_their_own():
    options = PipelineOptions(['--direct_test_splits={"Read": {"timings": [0], "fractions": [0.5]}}'])
    runner_of(options)
    assert options.view_as(DirectOptions).direct_running_mode == "multi_processing"

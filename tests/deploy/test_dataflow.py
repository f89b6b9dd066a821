"""What Google's service would be sent; nothing here leaves the machine. Needs the extra `gcp`."""

import json
import re
from pathlib import Path

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.portability.api import beam_runner_api_pb2

from deploy.dataflow.options import recommended
from jobs.run.plan_run import Run
from jobs.tag_corpus import tag_corpus
from tests.conformance import taggers
from tests.deploy.dataflow_service import dataflow_service
from transforms.reading.record import ReadOptions
from transforms.records import InputFile
from transforms.runs.layout import Layout

pytest.importorskip("google.cloud.storage", reason="needs the extra gcp: pip install '.[gcp]'")

METADATA = {"model": "stub", "model_digest": "0" * 64, "run_id": "R1"}
IMAGE = "europe-docker.pkg.dev/a-project/taggers/literature-tagger:0.1.0"
NO_SERVICE = "http://localhost:1/"  # any other host would make Beam ask for credentials
STEPS = ["ListInputs", "ReadDocuments", "SplitSentences", "TagDocuments", "WriteAnnotations", "WriteManifest"]


@pytest.fixture(autouse=True)
def no_cloud_storage(monkeypatch):
    """Whoever opens a bucket fails the test."""

    def refuse(*arguments, **options):
        pytest.fail("gs:// was accessed")

    monkeypatch.setattr("apache_beam.io.gcp.gcsio.GcsIO.__init__", refuse)


@pytest.fixture
def pipeline(tmp_path):
    """The job on a bucket, for a service at an address."""
    (tmp_path / "staging").mkdir()

    def pipeline(address, *flags):
        options = [
            *("--runner=DataflowRunner", "--project=a-project", "--region=europe-west1", "--job_name=tag"),
            *("--temp_location=gs://bucket/temp", f"--staging_location={tmp_path / 'staging'}"),
            *("--no_auth", f"--dataflow_endpoint={address}", *recommended(IMAGE), *flags),
        ]
        run = Run(
            Layout("gs://bucket/annotations", "R1"),
            [InputFile("gs://bucket/pubmed/pubmed26n0001.xml.gz")],
            ReadOptions(),
            taggers.load,
            METADATA,
            [],
            is_sample=False,
        )
        built = beam.Pipeline(options=PipelineOptions(options))
        tag_corpus(built, run, "/nowhere")
        return built

    return pipeline


def test_a_submission_ends_well(pipeline):
    with dataflow_service() as (address, received):
        result = pipeline(address).run()
        assert result.wait_until_finish() == "DONE"
    ((path, job),) = received
    assert path.startswith("/v1b3/projects/a-project/locations/europe-west1/jobs")
    assert job["name"] == "tag"


def test_every_step_is_translated(pipeline, tmp_path):
    template = tmp_path / "template.json"
    pipeline(NO_SERVICE, f"--template_location={template}").run()
    path = tmp_path / "staging" / "pipeline.pb"
    translated = beam_runner_api_pb2.Pipeline.FromString(path.read_bytes())
    names = {transform.unique_name for transform in translated.components.transforms.values()}
    assert set(STEPS) <= names


def test_workers_run_the_image_and_install_nothing(pipeline, tmp_path):
    template = tmp_path / "template.json"
    pipeline(NO_SERVICE, f"--template_location={template}").run()
    environment = json.loads(template.read_text())["environment"]
    (pool,) = environment["workerPools"]
    assert [image["containerImage"] for image in pool["sdkHarnessContainerImages"]] == [IMAGE]
    assert not [package for package in pool.get("packages", []) if package["name"].endswith((".tar.gz", ".whl"))]


def test_a_core_has_a_process_of_its_own(pipeline, tmp_path):
    template = tmp_path / "template.json"
    pipeline(NO_SERVICE, f"--template_location={template}").run()
    (pool,) = json.loads(template.read_text())["environment"]["workerPools"]
    assert [image["useSingleCorePerContainer"] for image in pool["sdkHarnessContainerImages"]] == [True]


def test_the_template_names_flags_that_the_job_has():
    from jobs.operation.options import parse

    folder = Path(__file__).parents[2] / "deploy" / "dataflow"
    parameters = json.loads((folder / "metadata.json").read_text())["parameters"]
    for parameter in parameters:
        assert parse([f"--{parameter['name']}={'csv' if parameter['name'] == 'format' else 1}"])
        for pattern in parameter.get("regexes", []):
            re.compile(pattern)

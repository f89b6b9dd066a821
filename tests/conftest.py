"""A tagger small enough to be made anew for each test run; its weights are random, so that it finds a lot."""

import atexit
import os
import pathlib
import shutil
import tempfile

import numpy as np
import pytest

from tests.s3_server import ENVIRONMENT, running

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

if "PYTEST_XDIST_WORKER" not in os.environ:  # the processes of a test run, and what they start, share one cache
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="cache-of-tests-")
    atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)

WORDS = ["the", "of", "aspirin", "induced", "asthma", "in", "patients", "DNA", ".", ",", "(", ")", "0000"]


@pytest.fixture(scope="session")
def tiny_network():
    """A network for two labels with 8 hidden units, and the config that it was made by."""
    import keras

    from ner_model.network import NetworkConfig, add_head, build_body
    from ner_model.tags import tags_of
    from training.fitting.settings import TrainConfig

    keras.utils.set_random_seed(3)
    sizes = NetworkConfig(character_dimensions=4, character_filters=6, hidden=8)
    network = add_head(build_body(sizes, words=len(WORDS) + 1, dimensions=10), sizes, tags_of(["Chemical", "Disease"]))
    generator = np.random.default_rng(3)
    for variable in network.weights:
        variable.assign(generator.normal(0, 0.8, variable.shape))
    return network, TrainConfig("tiny", corpus="bc5cdr", epochs=1, network=sizes)


@pytest.fixture(scope="session")
def tiny_model(tiny_network, tmp_path_factory) -> pathlib.Path:
    """The model folder of `tiny_network`."""
    from ner_model.network import get_weights
    from training.fitting.word_vectors import WordVectors
    from training.serving.export import eight_bits, export

    network, config = tiny_network
    folder = tmp_path_factory.mktemp("models") / "tiny"
    words = network.get_layer("words")
    limit = config.network.feature_range
    words.embeddings.assign(eight_bits(words.embeddings.numpy(), limit).astype(np.float32) * (limit / 127))
    export(network, WordVectors(WORDS, get_weights(network)["words/embeddings"]), config, folder)
    return folder


@pytest.fixture(scope="session")
def s3_server():
    pytest.importorskip("moto", reason="needs moto, a server of S3, of the extra test")
    with running() as server:
        yield server


@pytest.fixture
def s3(s3_server, monkeypatch):
    """A server of S3 with an empty bucket, which this process uses."""
    from apache_beam.io.filesystems import FileSystems
    from apache_beam.options.pipeline_options import PipelineOptions

    for name, value in {**ENVIRONMENT, "AWS_ENDPOINT_URL": s3_server.address}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(FileSystems, "_pipeline_options", PipelineOptions([]))  # and so a new client
    s3_server.behave()
    s3_server.empty()
    return s3_server

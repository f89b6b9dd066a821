"""What `--setup_file=./setup.py` sends to workers: built as Beam builds it, installed as a worker would install it."""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from apache_beam.runners.portability.stager import Stager

from jobs.tag_corpus import main
from tests.conformance.tables import record_of

pytestmark = pytest.mark.install

ROOT = Path(__file__).parents[2]
NO_NETWORK = ["unshare", "--map-root-user", "--net"]
TAG = """
import sys
from importlib.util import find_spec
from ner_model.tagger import load
for name in ("bc5cdr", "biomedical", "general"):
    print(*(entity.text for entity in load(name).annotate(["Lithium harmed John Smith in Basel."])[0]))
print(find_spec("tensorflow"), "keras" in sys.modules)
"""


@pytest.fixture(scope="module")
def source_distribution(tmp_path_factory):
    return Stager._build_setup_package(str(ROOT / "setup.py"), str(tmp_path_factory.mktemp("sdist")))


@pytest.fixture(scope="module")
def worker(source_distribution, tmp_path_factory):
    """Runs Python with nothing but the base install, outside the checkout and without a network."""
    folder = tmp_path_factory.mktemp("worker")
    if not shutil.which("unshare") or subprocess.run([*NO_NETWORK, "true"]).returncode:
        pytest.skip("needs unshare, and the right to leave the network")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", source_distribution], check=True)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def run(*arguments):
        command = [*NO_NETWORK, python, *arguments]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True).stdout

    return run


def test_the_models_are_in_it_whole(source_distribution):
    with tarfile.open(source_distribution) as archive:
        inside = {member.name.partition("/")[2]: member.size for member in archive if member.isfile()}
    files = [path for path in (ROOT / "ner_model" / "pretrained").rglob("*") if path.is_file()]
    ours = {str(path.relative_to(ROOT)): path.stat().st_size for path in files}
    assert len(ours) >= 19  # conventions among them
    assert ours.items() <= inside.items()


def test_the_kernel_is_compiled_where_there_is_a_compiler(worker):
    if not shutil.which("cc"):
        pytest.skip("needs a C compiler")
    assert worker("-c", "from ner_model.native_kernel import levels, open_library; print(levels(open_library()))")


def test_without_a_compiler_the_install_goes_on_and_numpy_tags(source_distribution, tmp_path):
    environment = {**os.environ, "CC": str(tmp_path / "no-compiler")}
    target = [f"--target={tmp_path / 'installed'}", "--no-deps", "--quiet"]
    subprocess.run([sys.executable, "-m", "pip", "install", *target, source_distribution], env=environment, check=True)
    program = "from ner_model.tagger import load; print(load('bc5cdr').annotate(['Lithium.'])[0][0].text)"
    environment = {"PYTHONPATH": str(tmp_path / "installed"), "PATH": os.environ["PATH"]}
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout == "Lithium\n"
    assert "was not compiled: tagging with NumPy" in run.stderr


def test_all_models_tag_without_network_and_tensorflow(worker):
    chemicals, six_kinds, names, libraries = worker("-c", TAG).splitlines()
    assert (chemicals, six_kinds, "John Smith" in names, libraries) == ("Lithium", "Lithium", True, "None False")


def test_the_sample_is_tagged_without_network(worker):
    assert "22 from 6 files" in worker("-m", "jobs.tag_corpus", "--output=annotations")


def test_a_job_may_be_given_the_setup_file(tmp_path, monkeypatch):
    """The job service takes it; its workers here run in the launcher, and install nothing."""
    monkeypatch.chdir(ROOT)
    flags = ["--runner=PortableRunner", "--job_endpoint=embed", "--environment_type=LOOPBACK"]
    assert main([f"--output={tmp_path / 'out'}", "--setup_file=./setup.py", *flags]) == 0
    assert record_of(tmp_path / "out")["counts"]["documents"] == 22

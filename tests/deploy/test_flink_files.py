"""The files of deploy/flink that only a cluster reads."""

from pathlib import Path

import pytest

from deploy.flink.fetch import fetch
from jobs.operation.options import parse

FLINK = Path(__file__).parents[2] / "deploy" / "flink"


@pytest.fixture(scope="module")
def yaml():
    return pytest.importorskip("yaml", reason="needs PyYAML")


def test_the_job_on_kubernetes_has_flags_that_exist(yaml):
    job = yaml.safe_load((FLINK / "kubernetes" / "job.yaml").read_text())
    (container,) = job["spec"]["template"]["spec"]["containers"]
    assert container["command"][:3] == ["python", "-m", "jobs.tag_corpus"]
    assert parse(container["command"][3:])


def test_each_task_manager_on_kubernetes_has_a_pool_where_the_job_looks_for_it(yaml):
    deployment, _ = yaml.safe_load_all((FLINK / "kubernetes" / "cluster.yaml").read_text())
    _, workers = deployment["spec"]["taskManager"]["podTemplate"]["spec"]["containers"]
    assert "localhost:50000" in workers["command"]
    assert "localhost:50000" in (FLINK / "kubernetes" / "job.yaml").read_text()


def test_both_clusters_restart_a_job_alike(yaml):
    ours = yaml.safe_load((FLINK / "config.yaml").read_text())
    theirs, _ = yaml.safe_load_all((FLINK / "kubernetes" / "cluster.yaml").read_text())
    for name in ("type", "fixed-delay.attempts", "fixed-delay.delay"):
        key = f"restart-strategy.{name}"
        assert str(ours[key]) == theirs["spec"]["flinkConfiguration"][key]


def test_the_versions_of_flink_agree():
    from deploy.flink.fetch import FLINK as version

    series = version.rpartition(".")[0]
    assert f"<flink.series>{series}</flink.series>" in (FLINK / "pom.xml").read_text()
    assert f"image: flink:{version}-java17" in (FLINK / "kubernetes" / "cluster.yaml").read_text()


def test_without_maven_what_to_install_is_said_before_anything_is_fetched(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="apt-get install maven"):
        fetch(tmp_path / "cache")
    assert not (tmp_path / "cache").exists()

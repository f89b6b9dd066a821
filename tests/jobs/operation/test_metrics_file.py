from types import SimpleNamespace

from jobs.operation.metrics_file import metrics_text, numbers_of, write_metrics


def test_counts_become_gauges(tmp_path):
    write_metrics(f"{tmp_path}/tag.prom", "tag_corpus", 3, numbers_of(SimpleNamespace(documents=7, model="x")))
    lines = (tmp_path / "tag.prom").read_text().splitlines()
    assert 'literature_tagger_exit_code{job="tag_corpus"} 3' in lines
    assert 'literature_tagger_documents{job="tag_corpus"} 7' in lines
    assert [path.name for path in tmp_path.iterdir()] == ["tag.prom"]
    assert not any("model" in line for line in lines)


def test_without_a_file_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_metrics(None, "tag_corpus", 0, {})
    assert list(tmp_path.iterdir()) == []


def test_each_metric_has_its_type():
    assert metrics_text("j", {"a": 1.5}).splitlines() == [
        "# TYPE literature_tagger_a gauge",
        'literature_tagger_a{job="j"} 1.5',
    ]

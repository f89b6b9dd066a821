import pytest

from jobs.operation.options import parse
from jobs.run.plan_run import TagOptions, output_folder, plan_runs, refuse
from ner_model.errors import Refused
from tests import object_store  # noqa: F401 - `mem://`
from tests.run_records import run_record
from transforms.storage import list_names, write_json


def flags(*arguments):
    return parse(list(arguments)).view_as(TagOptions)


def replaced_runs(output, *arguments):
    return refuse(flags(f"--output={output}", *arguments)).replaces


def existing_run(output, run_id="R1", sample=False):
    (output / "entities" / f"run={run_id}").mkdir(parents=True)
    write_json(f"{output}/runs/{run_id}.json", run_record(run_id, sample=sample))


def test_an_output_that_does_not_exist_is_empty(tmp_path):
    assert replaced_runs(f"{tmp_path}/new", "--input=x") == []


def test_an_output_with_a_run_is_refused(tmp_path):
    existing_run(tmp_path)
    with pytest.raises(ValueError, match="is not empty; --overwrite replaces the 1 runs that it holds"):
        replaced_runs(str(tmp_path), "--input=x")


def test_an_output_with_any_other_file_is_refused(tmp_path):
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(ValueError, match="is not empty"):
        replaced_runs(str(tmp_path))


def test_overwrite_replaces_runs_with_a_record_and_removes_what_is_left_of_others(tmp_path):
    existing_run(tmp_path, "R1")
    (tmp_path / "documents" / "run=R2").mkdir(parents=True)
    assert replaced_runs(str(tmp_path), "--input=x", "--overwrite") == ["R1"]
    assert not (tmp_path / "documents" / "run=R2").exists()


def test_the_sample_replaces_its_own_output(tmp_path):
    existing_run(tmp_path, sample=True)
    assert replaced_runs(str(tmp_path)) == ["R1"]


def test_the_sample_does_not_replace_the_output_of_a_corpus(tmp_path):
    existing_run(tmp_path, sample=False)
    with pytest.raises(ValueError, match="is not empty"):
        replaced_runs(str(tmp_path))


def test_a_corpus_does_not_replace_the_output_of_the_sample(tmp_path):
    existing_run(tmp_path, sample=True)
    with pytest.raises(ValueError, match="is not empty"):
        replaced_runs(str(tmp_path), "--input=x")


def test_what_a_killed_run_left_does_not_count(tmp_path):
    write_json(f"{tmp_path}/.staging/R1/started.json", {})
    assert replaced_runs(str(tmp_path), "--input=x") == []


def test_a_missing_input_is_named_before_anything_is_written(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"none\.xml"):
        plan_runs(flags(f"--input={tmp_path}/none.xml", f"--output={tmp_path}/out"))
    assert list_names(str(tmp_path)) == []


def test_an_output_is_absolute_for_all_workers(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert output_folder("annotations") == f"{tmp_path}/annotations"
    assert output_folder("mem://bucket/annotations/") == "mem://bucket/annotations"


def test_an_output_that_cannot_be_reached_is_refused():
    with pytest.raises(Refused, match="xyz:// cannot be read here"):
        output_folder("xyz://bucket/annotations")


def test_an_output_with_a_glob_in_its_name_is_refused():
    with pytest.raises(ValueError, match=r"Received: --output=out\*"):
        output_folder("out*")

import argparse

import pytest

from jobs.export.plan_export import check_target, plan_export
from ner_model.errors import Refused
from tests.committed import commit

FLAGS = {"snapshot": None, "format": "csv", "overwrite": False, "entity_labels": None, "min_score": 0.0, "since": None}
FLAGS |= {"until": None, "documents": None, "only_with_entities": False, "under": None, "terminology": None}


@pytest.fixture
def plan(tmp_path):
    commit(str(tmp_path / "out"), "R1", {"d1": "Zinc."})
    named = {"output": str(tmp_path / "out"), "to": str(tmp_path / "to")}
    return lambda **flags: plan_export(argparse.Namespace(**(FLAGS | named | flags)))


def test_the_same_export_goes_on_with_what_is_there(plan, tmp_path):
    plan()
    (tmp_path / "to.unfinished" / "files").mkdir()
    (tmp_path / "to.unfinished" / "files" / "part-00000.csv").write_text("whole")
    plan()
    assert (tmp_path / "to.unfinished" / "files" / "part-00000.csv").exists()


@pytest.mark.parametrize("changed", [{"format": "brat"}, {"min_score": 0.5}])
def test_another_export_begins_anew(plan, tmp_path, changed):
    plan()
    (tmp_path / "to.unfinished" / "files").mkdir()
    (tmp_path / "to.unfinished" / "files" / "part-00000.csv").write_text("of the other")
    plan(**changed)
    assert [path.name for path in (tmp_path / "to.unfinished").iterdir()] == ["plan.json"]


def test_a_damaged_plan_begins_anew(plan, tmp_path):
    plan()
    (tmp_path / "to.unfinished" / "plan.json").write_text("{")
    assert plan().shards[0].name == "part-00000"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "to").write_text("mine")
    with pytest.raises(Refused, match="a file of that name"):
        check_target(str(tmp_path / "to"), overwrite=True)

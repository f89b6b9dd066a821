from pathlib import Path
from types import SimpleNamespace

import pytest

from jobs.export.flags import selection_of
from tests.run_records import run_record

STATE = SimpleNamespace(
    runs={"2026-01-01T000000.000000Z-a": run_record(entities_by_label={"Chemical": 3, "Disease": 1})}
)
NONE = {"entity_labels": None, "min_score": 0.0, "since": None, "until": None, "documents": None}
NONE |= {"only_with_entities": False, "under": None, "terminology": None}


def test_without_flags_all_is_chosen():
    selection = selection_of(SimpleNamespace(**NONE), STATE)
    assert (selection.labels, selection.concepts, selection.documents, selection.inputs) == (None, None, None, None)


def test_labels_have_commas_between_them():
    flags = SimpleNamespace(**(NONE | {"entity_labels": "Chemical,Disease"}))
    assert selection_of(flags, STATE).labels == {"Chemical", "Disease"}


def test_kinds_of_a_concept_are_chosen(terminology):
    folder = terminology("mesh", ("C1", "ion", (), ()), ("C2", "zinc", (), ("C1",)), ("C3", "rat", (), ()))
    flags = SimpleNamespace(**(NONE | {"under": ["C1"], "terminology": Path(folder)}))
    assert selection_of(flags, STATE).concepts == {"C1", "C2"}


def test_an_empty_list_of_documents_is_refused(tmp_path):
    (tmp_path / "ids.txt").write_text("\n")
    with pytest.raises(ValueError, match="names no document"):
        selection_of(SimpleNamespace(**(NONE | {"documents": str(tmp_path / "ids.txt")})), STATE)

from hypothesis import given
from hypothesis import strategies as st

from tests.exported import annotated
from transforms.exporting.export_format import Notes
from transforms.exporting.formats.names import encoded_id, note_labels


@given(st.text(), st.text())
def test_two_ids_never_become_one(one, other):
    assert (encoded_id(one, "/|", Notes()) == encoded_id(other, "/|", Notes())) == (one == other)


def test_what_is_encoded_is_noted():
    notes = Notes()
    encoded_id("a b", "", notes)
    ((note, times),) = notes.counts.items()
    assert (note.name, times, notes.examples[note]) == ("id_encoded", 1, ["a b"])


def test_labels_that_change_are_noted():
    notes = Notes()
    note_labels(annotated("1", "HeLa zinc", ("HeLa", "cell line"), ("zinc", "Chemical")), notes)
    assert [(note.name, times) for note, times in notes.counts.items()] == [("label_renamed", 1)]

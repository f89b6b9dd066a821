from transforms.exporting.export_format import Note, Notes

CUT = Note("cut", "something is cut")


def test_notes_count_all_and_name_the_first_documents():
    notes = Notes()
    for number in range(30):
        notes.add(CUT, f"d{number // 2}", times=2)
    notes.add(Note("never", "did not happen"), "d1", times=0)
    assert dict(notes.counts) == {CUT: 60}
    assert notes.examples == {CUT: [f"d{number}" for number in range(10)]}

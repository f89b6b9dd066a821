from transforms.records import Deletion
from transforms.tables.deletions import DELETIONS, deletion_rows


def test_a_deletion_is_a_row():
    (row,) = deletion_rows([Deletion("7", "a.xml\ud800#1", 2)]).to_pylist()
    assert row == {"doc_id": "7", "source": "a.xml?#1", "version": 2}


def test_runs_without_deletions_have_no_file_of_them():
    assert not DELETIONS.for_readers

import zipfile

import pytest

from training.corpora.brat import read_archive
from training.corpora.gold import GoldDocument, Mention

LABELS = {"Condition-Name": "Condition"}


@pytest.fixture
def archive(tmp_path):
    def write(annotations):
        with zipfile.ZipFile(tmp_path / "leaf.zip", "w") as file:
            file.writestr("batch1/NCT01.txt", "Old gout\n")
            file.writestr("batch1/NCT01.ann", annotations)
        return tmp_path / "leaf.zip"

    return write


def test_mentions_of_wanted_labels_are_read_and_renamed(archive):
    path = archive("T1\tCondition 4 8\tgout\nT2\tCondition-Name 4 8\tgout\nE1\tCondition:T1\nT3\tAge 0 3\tOld\n")
    assert list(read_archive(path, LABELS)) == [
        GoldDocument("batch1/NCT01", "Old gout\n", (Mention(4, 8, "Condition"),))
    ]


def test_a_mention_that_the_text_does_not_have_is_refused(archive):
    with pytest.raises(
        ValueError, match=r"NCT01\.ann:1: offsets are 4 too low.*'gout', where the text of batch1/NCT01 has 'Old '"
    ):
        list(read_archive(archive("T1\tCondition-Name 0 4\tgout\n"), LABELS))

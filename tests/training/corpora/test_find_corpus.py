import pytest

from training.corpora.find_corpus import find_corpus, part_of


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("train.jsonl", "train"),
        ("val.conll", "dev"),
        ("valid/1.ann", "dev"),
        ("CDR_TrainingSet.PubTator.txt", "train"),
        ("CDR_DevelopmentSet.PubTator.txt", "dev"),
        ("corpus-test.xml", "test"),
        ("trains.xml", None),
        ("device.jsonl", None),
        ("value.jsonl", None),
        ("attestation.ann", None),
    ],
)
def test_a_name_says_which_part_a_file_is(name, part):
    assert part_of(name) == part


def test_hidden_files_are_passed_over(tmp_path):
    for name in (".git/x.jsonl", ".DS_Store", "a.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('{"text": "A", "spans": []}')
    found = find_corpus(tmp_path)
    assert ([each.file.name for each in found.files], found.left_out) == (["a.jsonl"], [])

import pytest

from training.corpora import bc5cdr, gmb
from training.corpora.load_corpus import load_corpus


@pytest.mark.parametrize("split", ["train", "dev"])
def test_the_data_set_holds_what_the_file_holds(data_dir, cache, split):
    published = bc5cdr.read_documents(bc5cdr.find_files(data_dir)[split])
    assert load_corpus("bc5cdr", split, data_dir, cache=cache) == list(published)


def test_the_splits_of_gmb_go_by_sentence_number_and_keep_its_order(data_dir, cache):
    ids = {
        split: [document.doc_id for document in load_corpus("gmb", split, data_dir, cache=cache)]
        for split in ("train", "dev", "test")
    }
    assert ids == {"train": ["8", "11"], "dev": ["9"], "test": ["10"]}


def test_mentions_slice_the_text_after_the_way_through_tfds(data_dir, cache):
    (document,) = load_corpus("bc5cdr", "dev", data_dir, cache=cache)
    found = [document.text[mention.start : mention.end] for mention in document.mentions]
    assert found == ["5-HT", "Propranolol", "tremor", "hypertension"]
    assert document.concepts == ("D012701", "D011433", "D014202", "D006973")


def test_a_split_that_the_files_lack_is_refused(data_dir, cache):
    with pytest.raises(ValueError, match=r"of bc5cdr only train, dev\. Received: split='test'"):
        load_corpus("bc5cdr", "test", data_dir, cache=cache)


def test_an_unknown_corpus_is_refused(data_dir, cache):
    with pytest.raises(ValueError, match="Received: name='conll'"):
        load_corpus("conll", "dev", data_dir, cache=cache)


@pytest.mark.parametrize("name", ["gmb", "bc5cdr"])
def test_absent_files_are_an_error_rather_than_a_download(name, tmp_path, cache):
    with pytest.raises(FileNotFoundError, match=str(tmp_path)):
        load_corpus(name, "dev", tmp_path, cache=cache)


def test_another_state_of_the_files_is_prepared_anew(data_dir, cache, tmp_path):
    load_corpus("gmb", "dev", data_dir, cache=cache)
    lines = gmb.find_file(data_dir).read_bytes().splitlines(keepends=True)
    (tmp_path / "ner_dataset.csv").write_bytes(b"".join(lines[:8]))
    (document,) = load_corpus("gmb", "train", tmp_path, cache=cache)
    assert document.doc_id == "8"


def test_nothing_is_printed_on_standard_output(data_dir, tmp_path, capsys):
    load_corpus("bc5cdr", "dev", data_dir, cache=tmp_path)
    assert capsys.readouterr().out == ""

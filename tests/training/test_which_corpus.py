import argparse
import gzip
import json

import pytest

from ner_model.errors import Refused
from training.which_corpus import add_corpus_flags, labelled_corpus, measured_corpus, measured_split


@pytest.fixture
def corpus_of(tmp_path):
    def corpus_of(*flags):
        parser = argparse.ArgumentParser()
        add_corpus_flags(parser)
        return labelled_corpus(parser.parse_args([f"--cache={tmp_path}", *flags]))

    return corpus_of


@pytest.fixture
def mine(tmp_path):
    for part in ("train", "dev"):
        record = {"id": part, "text": f"A lute, {part}.", "label": [[2, 6, "Lute"]]}
        (tmp_path / f"{part}.jsonl").write_text(json.dumps(record))
    return tmp_path


def test_a_known_corpus_is_a_value(corpus_of, data_dir):
    corpus = corpus_of("--corpus=bc5cdr", f"--data_dir={data_dir}")
    assert (corpus.labels, corpus.licence) == (("Chemical", "Disease"), "public domain")
    assert corpus.load("dev")


def test_a_corpus_of_ones_own_is_the_same_kind_of_value(corpus_of, mine):
    corpus = corpus_of(f"--corpus={mine}", "--labels=Lute=Instrument")
    assert (corpus.labels, corpus.splits) == (("Instrument",), ("train", "dev"))
    assert measured_split(corpus, "dev").documents[0].doc_id == "dev"


def test_all_parts_are_measured_one_after_the_other(corpus_of, mine):
    measured = measured_split(corpus_of(f"--corpus={mine}"), "all")
    assert ([document.doc_id for document in measured.documents], measured.split) == (["train", "dev"], "all")


def test_a_split_is_of_the_known_corpus_not_of_the_related_one_of_that_name(tmp_path):
    folder = tmp_path / "related" / "biored"
    folder.mkdir(parents=True)
    for part in ("Train", "Dev"):
        with gzip.open(folder / f"{part}.PubTator.gz", "wt") as file:
            file.write(f"{part}|t|Zinc.\n{part}|a|\n{part}\t0\t4\tZinc\tChemicalEntity\t-\n")
    for split, found in (("dev", ["Dev"]), ("all", ["Train", "Dev"])):
        args = argparse.Namespace(file=None, corpus="biored", data_dir=tmp_path, cache=tmp_path, split=split)
        assert [document.doc_id for document in measured_corpus(args).documents] == found


def test_a_part_that_is_not_there_is_refused(corpus_of, mine):
    with pytest.raises(Refused, match=r"has only train, dev\. Received: 'test'"):
        measured_split(corpus_of(f"--corpus={mine}"), "test")


@pytest.mark.parametrize(
    ("flags", "reason"),
    [
        ([], "a corpus with splits is needed"),
        (
            ["--corpus=absent"],
            "a corpus is a path, or one of gmb, bc5cdr, biored, ncbi_disease, nlmgene, gnormplus. Received: 'absent'",
        ),
        (["--corpus=gmb"], "--data_dir=FOLDER says where"),
    ],
)
def test_what_is_no_corpus_is_refused(corpus_of, flags, reason):
    with pytest.raises(Refused, match=reason):
        corpus_of(*flags)

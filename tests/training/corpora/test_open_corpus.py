import shutil

import pytest

from ner_model.errors import Refused
from tests.written_corpora import WRITERS, corpus, document_of, spans_of, write_brat, write_conll, write_prodigy
from training.corpora.open_corpus import AS_PUBLISHED, NOT_STATED, open_corpus
from training.corpora.split_documents import RULE
from training.corpora.tagged_corpus import tag_corpus


@pytest.mark.parametrize("name", WRITERS)
def test_a_corpus_reads_to_the_same_spans_in_every_format(tmp_path, name):
    if name == "docbin":
        pytest.importorskip("spacy", reason="needs the extra `spacy`")
    WRITERS[name](tmp_path, corpus())
    opened = open_corpus(next(tmp_path.glob("*.zip"), tmp_path))
    assert spans_of(opened.documents) == spans_of(corpus())
    assert {document.doc_id: document.text for document in opened.documents} == {d.doc_id: d.text for d in corpus()}
    assert tag_corpus(opened.documents, opened.labels).report.lost == ()


def test_bioes_reads_as_bio_does(tmp_path):
    write_conll(tmp_path, corpus(), scheme="BIOES")
    assert spans_of(open_corpus(tmp_path).documents) == spans_of(corpus())


def test_files_and_folders_named_after_parts_make_the_split(tmp_path):
    for number, part in enumerate(("train", "dev", "test")):
        (tmp_path / part).mkdir()
        write_brat(tmp_path / part, corpus()[number : number + 1])
    opened = open_corpus(tmp_path)
    ids = {part: [document.doc_id for document in documents] for part, documents in opened.parts.items()}
    assert ids == {"train": ["train/1"], "dev": ["dev/2"], "test": ["test/3"]}
    assert opened.split_rule == AS_PUBLISHED


def test_without_parts_a_hash_of_the_id_makes_the_split(tmp_path):
    write_prodigy(tmp_path, corpus())
    opened = open_corpus(tmp_path / "corpus.jsonl")
    assert {part: len(documents) for part, documents in opened.parts.items()} == {"train": 3, "dev": 1, "test": 1}
    assert (opened.name, opened.split_rule) == ("corpus", RULE)


def test_a_part_to_learn_from_alone_is_divided(tmp_path):
    for part, documents in (("train", corpus()[:4]), ("test", corpus()[4:])):
        write_prodigy(tmp_path, documents)
        shutil.move(tmp_path / "corpus.jsonl", tmp_path / f"{part}.jsonl")
    opened = open_corpus(tmp_path)
    assert {part: len(documents) for part, documents in opened.parts.items()} == {"train": 3, "dev": 1, "test": 1}


def test_labels_are_renamed_and_others_passed_over(tmp_path):
    write_prodigy(tmp_path, corpus())
    assert open_corpus(tmp_path, labels={"Player": "Person"}).labels == ("Person",)


def test_the_licence_is_what_its_file_begins_with(tmp_path):
    write_prodigy(tmp_path, corpus())
    assert open_corpus(tmp_path).licence == NOT_STATED
    (tmp_path / "LICENSE.txt").write_text("\nCC BY 4.0\nand so on\n")
    assert open_corpus(tmp_path).licence == "CC BY 4.0"


def test_what_is_no_part_of_the_corpus_is_named(tmp_path):
    write_brat(tmp_path, corpus())
    (tmp_path / "annotation.conf").write_text("[entities]\n")
    assert open_corpus(tmp_path).left_out == ["annotation.conf"]


def test_a_text_that_changes_makes_it_another_corpus(tmp_path):
    write_brat(tmp_path, corpus())
    before = open_corpus(tmp_path).files
    (tmp_path / "4.txt").write_text("Nothing at all.")
    assert {name for name, digest in open_corpus(tmp_path).files.items() if before[name] != digest} == {"4.ann"}


def test_mentions_in_several_pieces_are_counted(tmp_path):
    write_brat(tmp_path, corpus())
    (tmp_path / "4.ann").write_text("T1\tPlayer 0 7;11 15\tNothing note\n")
    (lost,) = open_corpus(tmp_path).discontinuous
    assert (lost.doc_id, lost.text, lost.reason) == ("4", "Nothing ... note", "discontinuous")


def test_nested_mentions_are_kept_for_the_alignment_to_count(tmp_path):
    document = document_of("9", "A [bass viol|Instrument] here.")
    nested = document._replace(mentions=(*document.mentions, document.mentions[0]._replace(start=7, label="Part")))
    write_prodigy(tmp_path, [*corpus(), nested])
    opened = open_corpus(tmp_path)
    (lost,) = tag_corpus(opened.documents, opened.labels).report.lost
    assert (lost.doc_id, lost.text, lost.reason) == ("9", "viol", "overlaps")


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "no file of a format that is known"),
        ({"notes.md": "# Notes\n"}, "notes.md"),
        ({"a.jsonl": '{"text": "Lute", "spans": []}\n' * 3}, "no mention in any document"),
        ({"train.conll": "lute B-I\n", "dev.conll": "harp B-I\n", "more.conll": "bow B-I\n"}, "more.conll: beside"),
        ({"a.conll": "lute B-I\n\nharp B-I\n\nbow B-I\n"}, "a.conll: sentences without documents"),
        ({"a.jsonl": '{"id": 1, "text": "Lute", "label": [[0, 4, "I"]]}\n' * 2}, "2 documents of one id"),
        ({"a.txt": "Lute", "a.ann": "T1\tI 0 4\tLute\n", "b.txt": "Harp"}, "b.txt: a text without annotations"),
        ({"a.ann": "T1\tI 0 4\tLute\n"}, "a.ann: no text of that name"),
        (
            {
                f"{part}.jsonl": f'{{"id": "{part}", "text": "Lute", "label": [[0, 4, "I"]]}}'
                for part in ("train", "dev")
            },
            r"one text in (train|dev) \((train|dev)\) and in",
        ),
        ({"a.jsonl": '{"id": 1, "text": "Lute", "label": [[0, 4, "I"]]}\n'}, "too few documents"),
    ],
)
def test_a_broken_corpus_is_refused(tmp_path, files, reason):
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    with pytest.raises(Refused, match=reason):
        open_corpus(tmp_path)


def test_a_path_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="no such file or folder"):
        open_corpus(tmp_path / "absent")

import zipfile

import pytest

from training.corpora.gmb import document_of, find_file, read_sentences, split_of
from training.corpora.gold import Mention

WORDS = ['"', "Café", "Norden", '"', "pays", "1,200", "euros", "in", "Bergen", "Norway", "."]
TAGS = ["O", "B-org", "I-org", "O", "O", "O", "O", "O", "B-geo", "B-geo", "O"]


def test_quotes_and_commas_and_accents_are_words_like_others(data_dir):
    assert (9, WORDS, TAGS) in list(read_sentences(data_dir / "gmb" / "ner_dataset.csv"))


def test_every_sentence_is_read_with_its_number(data_dir):
    assert [number for number, _, _ in read_sentences(find_file(data_dir))] == [8, 9, 10, 11]


def test_a_zip_of_the_file_reads_the_same(data_dir, tmp_path):
    with zipfile.ZipFile(tmp_path / "ner_dataset.csv.zip", "w") as file:
        file.write(find_file(data_dir), "ner_dataset.csv")
    assert list(read_sentences(find_file(tmp_path))) == list(read_sentences(find_file(data_dir)))


def test_the_words_can_be_had_back_from_the_text():
    assert document_of(9, WORDS, TAGS).text.split(" ") == WORDS


def test_adjacent_places_are_two_mentions():
    document = document_of(9, WORDS, TAGS)
    assert document.mentions == (Mention(2, 13, "org"), Mention(36, 42, "geo"), Mention(43, 49, "geo"))
    assert [document.text[mention.start : mention.end] for mention in document.mentions] == [
        "Café Norden",
        "Bergen",
        "Norway",
    ]


def test_a_word_with_a_space_keeps_its_mention_whole():
    assert document_of(1, ["1 1/2", "years"], ["B-tim", "I-tim"]).mentions == (Mention(0, 11, "tim"),)


def test_the_split_goes_by_the_last_digit():
    assert [split_of(number) for number in (8, 9, 10, 11)] == ["train", "dev", "test", "train"]


def test_another_table_is_refused(tmp_path):
    (tmp_path / "ner_dataset.csv").write_text("Word,Tag\nOslo,B-geo\n")
    with pytest.raises(ValueError, match="expected the columns"):
        list(read_sentences(tmp_path / "ner_dataset.csv"))


def test_a_row_with_too_few_fields_is_refused_with_its_line(tmp_path):
    (tmp_path / "ner_dataset.csv").write_text("Sentence #,Word,POS,Tag\nSentence: 1,Oslo,B-geo\n")
    with pytest.raises(ValueError, match=r"ner_dataset\.csv:2: expected 4 fields, found 3"):
        list(read_sentences(tmp_path / "ner_dataset.csv"))


def test_a_folder_without_the_corpus_is_refused_by_name(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"neither ner_dataset\.csv nor"):
        find_file(tmp_path)

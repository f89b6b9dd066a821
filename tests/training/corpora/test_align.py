import gzip

import pytest

from ner_model.text import tokenize
from training.corpora import bc5cdr, gmb, pubtator
from training.corpora.align import AlignmentReport, LostMention, align, summarize
from training.corpora.gold import GoldDocument, Mention


def aligned(text, *mentions):
    tags, report = align(GoldDocument("1", text, tuple(Mention(*mention) for mention in mentions)), tokenize(text))
    return " ".join(tags), report


def test_a_mention_becomes_the_tags_of_its_tokens():
    # text: sodium chloride given
    assert aligned("sodium chloride given", (0, 15, "Chemical")) == (
        "B-Chemical I-Chemical O",
        AlignmentReport(1, ()),
    )


def test_adjacent_chemicals_stay_apart():
    assert aligned("NaCl KCl", (0, 4, "Chemical"), (5, 8, "Chemical"))[0] == "B-Chemical B-Chemical"


def test_a_mention_may_begin_inside_a_hyphenated_word():
    assert aligned("non-diabetic", (4, 12, "Disease"))[0] == "O O B-Disease"


def test_a_mention_that_cuts_a_token_is_lost_and_told():
    tags, report = aligned("a 5-HT6 gene", (2, 6, "Chemical"))
    assert tags == "O O O O O"
    assert report == AlignmentReport(1, (LostMention("1", Mention(2, 6, "Chemical"), "5-HT", "cuts_token"),))


@pytest.mark.parametrize("corpus", ["related/pubtator/linnaeus_train", "bc5cdr/CDR_DevelopmentSet"])
def test_of_gold_mentions_at_most_one_in_a_thousand_crosses_a_sentence(shared_data, corpus):
    (path,) = shared_data.glob(f"{corpus}.PubTator*.gz")
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        report = summarize(align(each, tokenize(each.text))[1] for each in pubtator.read_documents(lines))
    crossing = sum(lost.reason == "crosses_sentence" for lost in report.lost)
    assert crossing <= 0.001 * report.mentions


def test_a_mention_of_white_space_is_lost_and_told():
    assert aligned("a  b", (1, 2, "Chemical"))[1].lost[0].reason == "cuts_token"


def test_a_mention_over_two_sentences_is_lost_and_told():
    tags, report = aligned("He had pain. Chest was clear.", (7, 18, "Disease"))
    assert tags == "O O O O O O O O"
    assert [(lost.text, lost.reason) for lost in report.lost] == [("pain. Chest", "crosses_sentence")]


def test_a_mention_may_end_with_its_sentence():
    assert aligned("He had pain. It went.", (7, 12, "Disease"))[0] == "O O B-Disease I-Disease O O O"


def test_of_nested_mentions_the_longest_is_kept():
    tags, report = aligned("lung cancer", (0, 4, "Disease"), (0, 11, "Disease"), (5, 11, "Disease"))
    assert tags == "B-Disease I-Disease"
    assert [(lost.text, lost.reason) for lost in report.lost] == [("cancer", "overlaps"), ("lung", "overlaps")]


def test_a_mention_given_twice_counts_once():
    assert aligned("NaCl", (0, 4, "Chemical"), (0, 4, "Chemical")) == ("B-Chemical", AlignmentReport(1, ()))


def test_the_report_of_a_corpus_counts_by_reason():
    reports = [
        aligned("a 5-HT6 gene", (2, 6, "Chemical"))[1],
        aligned("NaCl", (0, 4, "Chemical"))[1],
        aligned("lung cancer", (0, 4, "Disease"), (0, 11, "Disease"))[1],
    ]
    assert str(summarize(reports)) == "2 of 4 mentions aligned (50.00%), lost: cuts_token 1, overlaps 1"


def test_a_report_without_mentions_can_be_printed():
    assert str(summarize([])) == "0 of 0 mentions aligned (0.00%)"


def test_999_of_1000_mentions_of_bc5cdr_are_aligned(shared_data):
    files = bc5cdr.find_files(shared_data)
    documents = [document for path in files.values() for document in bc5cdr.read_documents(path)]
    report = summarize(align(document, tokenize(document.text))[1] for document in documents)
    assert report.mentions - len(report.lost) >= 0.999 * report.mentions


def test_999_of_1000_mentions_of_gmb_are_aligned(shared_data):
    sentences = (row for row in gmb.read_sentences(gmb.find_file(shared_data)) if gmb.split_of(row[0]) == "dev")
    documents = [gmb.document_of(*sentence) for sentence in sentences]
    report = summarize(align(document, tokenize(document.text))[1] for document in documents)
    assert report.mentions - len(report.lost) >= 0.999 * report.mentions

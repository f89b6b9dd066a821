from training.corpora.gold import GoldDocument, Mention
from training.corpora.tagged_corpus import tag_corpus


def test_sentences_have_tag_ids_in_the_order_of_the_labels():
    document = GoldDocument("1", "Aspirin helps. It caused asthma attacks.", (
        Mention(0, 7, "Chemical"), Mention(25, 39, "Disease"),
    ))  # fmt: skip
    corpus = tag_corpus([document], ["Chemical", "Disease"])
    assert [sentence.words for sentence in corpus.sentences] == [
        ["Aspirin", "helps", "."],
        ["It", "caused", "asthma", "attacks", "."],
    ]
    assert [sentence.tags for sentence in corpus.sentences] == [[1, 0, 0], [0, 0, 3, 4, 0]]
    assert corpus.report.mentions == 2


def test_what_cannot_be_aligned_is_reported():
    corpus = tag_corpus([GoldDocument("1", "5-HT6 receptor", (Mention(0, 4, "Chemical"),))], ["Chemical"])
    assert corpus.sentences[0].tags == [0] * 4
    assert [lost.text for lost in corpus.report.lost] == ["5-HT"]


def test_outside_of_what_a_corpus_annotates_a_token_may_be_of_the_other_labels():
    document = GoldDocument("1", "Aspirin inhibits COX", (Mention(0, 7, "Chemical"),))
    corpus = tag_corpus([document], ["Chemical", "Gene"], annotated=["Chemical"])
    assert corpus.sentences[0].tags == [1, 6, 6]

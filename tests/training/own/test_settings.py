from ner_model.network import NetworkConfig
from training.corpora.align import AlignmentReport
from training.corpora.tagged_corpus import Sentence, TaggedCorpus
from training.own.settings import MOST_EPOCHS, settings_of


def settings(tokens):
    sentences = [Sentence(["word"] * 20, [0] * 20)] * (tokens // 20)
    return settings_of("mine", TaggedCorpus(["O"], sentences, AlignmentReport(0, ())), NetworkConfig(hidden=160))


def test_a_small_corpus_is_gone_over_more_often():
    assert [settings(tokens).epochs for tokens in (2_000, 40_000, 120_000)] == [MOST_EPOCHS, 15, 15]


def test_the_average_never_reaches_back_to_the_beginning():
    small, large = settings(2_000), settings(120_000)
    assert small.average == 1 - 10 / (60 * 3)
    assert 0.99 < large.average <= 0.995


def test_sizes_are_those_of_the_starting_point():
    assert settings(2_000).network.hidden == 160

import pytest

from training.corpora.gold import GoldDocument, Mention
from training.fitting.lessons import Sources
from training.fitting.settings import CONFIGS
from training.reranking import corpora
from training.reranking.examples import Doubted

TEXT = "Reactive oxygen species and gout."
OXYGEN, GOUT = Mention(9, 15, "Chemical"), Mention(28, 32, "Disease")


@pytest.mark.parametrize(
    ("tagger", "mentions"), [("bc5cdr", (Mention(0, 23, "Chemical"), GOUT)), ("general", (OXYGEN, GOUT))]
)
def test_dev_teaches_names_as_the_network_has_learned_them(tagger, mentions, tmp_path, monkeypatch):
    document = GoldDocument("1", TEXT, (OXYGEN, GOUT))
    monkeypatch.setattr(corpora, "load_corpus", lambda *places, **options: [document])
    monkeypatch.setattr(corpora, "doubted", lambda tagger, documents, *settings: documents)
    (learned,) = corpora.part_of_dev(None, CONFIGS[tagger], Sources(tmp_path)).documents
    assert learned.mentions == mentions


def weighing(corpus, *weights):
    document = GoldDocument("1", "", ())
    return corpora.Part(corpus, [Doubted(document, document, (), weight, None, None) for weight in weights])


def test_with_dev_a_corpus_weighs_as_much_as_without_and_each_of_its_documents_alike():
    parts = [weighing("bc5cdr", 3, 3, 0.9), weighing("biored", 2), weighing("bc5cdr", 3)]
    train, other, more, dev = corpora.with_dev(parts, weighing("bc5cdr", 3, 3.6))
    assert other == parts[1]
    own = [document.weight for part in (train, more, dev) for document in part.documents]
    assert sum(own) == pytest.approx(9.9)
    assert own == pytest.approx([0.6 * weight for weight in (3, 3, 0.9, 3, 3, 3.6)])

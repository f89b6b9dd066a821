import functools

import apache_beam as beam
import pytest
from apache_beam.testing.util import assert_that, equal_to

from ner_model.text import tokenize
from tests import stub_tagger
from tests.stub_tagger import StubTagger
from transforms.records import Document, TokenizedDocument
from transforms.tagging import tag_documents
from transforms.tagging.tag_documents import TagDocuments, tag_pool


def tokenized(number, text):
    return TokenizedDocument(Document(f"d{number}", f"in.jsonl#{number}", text), tokenize(text))


def outcomes(*texts):
    return list(tag_pool(StubTagger(), [tokenized(number, text) for number, text in enumerate(texts)]))


def test_documents_come_back_in_order_with_their_entities():
    first, second = outcomes("Zinc helps. Lead harms.", "nothing")
    assert [(entity.text, entity.sentence) for entity in first.entities] == [("Zinc", 0), ("Lead", 1)]
    assert (first.sentences, first.tokens) == (2, 6)
    assert second.entities == []


@pytest.mark.parametrize("culprit", range(5))
def test_a_document_that_the_tagger_fails_on_dies_alone(culprit):
    texts = ["Zinc helps."] * 5
    texts[culprit] = "POISON here."
    result = outcomes(*texts)
    assert [outcome.document.doc_id for outcome in result if hasattr(outcome, "entities")] == [
        f"d{number}" for number in range(5) if number != culprit
    ]
    assert result[culprit][:5] == (
        f"in.jsonl#{culprit}", f"d{culprit}", "tag", "tagger_failed", "ArithmeticError: poisoned",
    )  # fmt: skip


def test_all_documents_may_fail():
    assert [outcome.reason for outcome in outcomes("POISON", "POISON", "POISON")] == ["tagger_failed"] * 3


def test_an_entity_that_is_not_in_the_text_makes_a_dead_letter(monkeypatch):
    monkeypatch.setattr(StubTagger, "_sentence", lambda self, tokens, token: 0)
    wrong = stub_tagger.Entity(0, 4, "Name", "Lead", 0.5, 0)
    monkeypatch.setattr(StubTagger, "tag", lambda self, texts, tokens: [[wrong] for _ in texts])
    assert [outcome.reason for outcome in outcomes("Zinc helps.")] == ["offset_mismatch"]


def test_a_tagger_that_forgets_a_document_is_found_out(monkeypatch):
    monkeypatch.setattr(StubTagger, "tag", lambda self, texts, tokens: [])
    with pytest.raises(ValueError, match="shorter"):
        outcomes("Zinc helps.")


def run_on(texts, folder, load=stub_tagger.load, digest=StubTagger.digest):
    """Counters of a pipeline that tags the texts."""
    documents = [tokenized(number, text) for number, text in enumerate(texts)]
    pipeline = beam.Pipeline(runner="FnApiRunner")
    tagged = pipeline | beam.Create(documents) | TagDocuments(load, digest, folder)
    ids = tagged.documents | beam.Map(lambda annotated: annotated.document.doc_id)
    assert_that(ids, equal_to([document.document.doc_id for document in documents]))
    result = pipeline.run()
    return {counter.key.metric.name: counter.result for counter in result.metrics().query()["counters"]}


@pytest.mark.parametrize("tokens_per_pool", [1, 7, 1_000])
def test_every_document_leaves_the_pool_whatever_its_size(tmp_path, monkeypatch, tokens_per_pool):
    monkeypatch.setattr(tag_documents, "_TOKENS_PER_POOL", tokens_per_pool)
    counters = run_on(["Zinc helps rats."] * 10, str(tmp_path))
    assert (counters["num_inferences"], counters["tokens"]) == (10, 40)


def test_blank_documents_do_not_pile_up(monkeypatch):
    pools = []
    monkeypatch.setattr(tag_documents, "_TOKENS_PER_POOL", 10)
    monkeypatch.setattr(StubTagger, "tag", lambda self, texts, tokens: pools.append(len(texts)) or [[] for _ in texts])
    tag = tag_documents._TagPools(stub_tagger.load, StubTagger.digest, "none")
    tag.setup()
    tag.start_bundle()
    outputs = [output for number in range(40) for output in tag.process(tokenized(number, " "))]
    assert (len(outputs), pools) == (40, [10, 10, 10, 10])


def test_the_model_is_loaded_once(tmp_path):
    assert run_on(["Zinc helps."] * 100, str(tmp_path))["model_loads"] == 1


def test_a_worker_with_another_model_is_refused(tmp_path):
    with pytest.raises(Exception, match="another model than the launcher"):
        run_on(["Zinc helps."], str(tmp_path), functools.partial(stub_tagger.load, "stub"), digest="f" * 64)


def test_one_document_is_tagged_as_it_is_among_others():
    (alone,) = outcomes("Zinc helps. Lead harms.")
    *_, last = outcomes("Other Text.", "More of It.", "Zinc helps. Lead harms.")
    assert alone.entities == last.entities

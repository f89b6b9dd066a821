import pytest

spacy = pytest.importorskip("spacy")


@pytest.fixture(scope="module")
def nlp():
    from literature_tagger import spacy_component

    nlp = spacy.blank("en")
    nlp.add_pipe(spacy_component.NAME)
    return nlp


def test_entities_are_those_of_the_tagger(nlp):
    doc = nlp("Lithium causes tremor.")
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Lithium", "Chemical"), ("tremor", "Disease")]
    assert [(each.start, each.end) for each in doc.user_data["literature_tagger"]] == [(0, 7), (15, 21)]


def test_many_texts_are_tagged_in_batches(nlp):
    texts = [f"Lithium causes tremor {number}." for number in range(300)]
    found = [[entity.text for entity in doc.ents] for doc in nlp.pipe(texts, batch_size=100)]
    assert found == [["Lithium", "tremor"]] * 300


def test_an_entity_within_a_token_of_spacy_is_widened_and_kept_as_found(nlp):
    from literature_tagger.spacy_component import _with_entities
    from ner_model.entity import Entity

    doc = _with_entities(nlp.make_doc("Zinc-induced rash"), [Entity(1, 3, "Chemical", "in", 0.9, 0)])
    assert [entity.text for entity in doc.ents] == ["Zinc"]
    assert doc.user_data["literature_tagger"][0].text == "in"


def test_spacy_finds_the_factory_by_its_entry_point():
    from pathlib import Path

    setup = (Path(__file__).parents[2] / "setup.py").read_text(encoding="utf-8")
    assert "literature_tagger = literature_tagger.spacy_component:make" in setup

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ner_model.entity import Entity
from ner_model.model_folder import ModelError, open_model
from ner_model.native_engine import NativeEngine
from ner_model.tagger import Tagger, load
from ner_model.text import tokenize

TEXTS = [
    "Aspirin-induced asthma in patients, the DNA of patients (asthma). Aspirin!",
    "",
    "   \n",
    "Lithium of the 1998 patients.",
    "the " * 400 + "aspirin.",
]


@pytest.fixture(scope="module")
def tagger(tiny_model):
    return load(str(tiny_model))


@pytest.fixture(scope="module")
def keras_tagger(tiny_model):
    return load(str(tiny_model), engine="keras")


def many_texts() -> list[str]:
    generator = np.random.default_rng(0)
    words = ["aspirin", "asthma", "of", "the", "Patients", "β-blocker", "(", ")", ".", "xyz123", "DNA"]
    return [" ".join(generator.choice(words, generator.integers(1, 120))) for _ in range(80)]


def test_entities_are_slices_of_the_text(tagger):
    found = tagger.annotate(many_texts())
    assert sum(map(len, found)) > 100
    for text, entities in zip(many_texts(), found, strict=True):
        assert all(text[entity.start : entity.end] == entity.text != "" for entity in entities)


def test_entities_do_not_overlap_and_come_in_order(tagger):
    for entities in tagger.annotate(many_texts()):
        assert all(left.end <= right.start for left, right in itertools.pairwise(entities))


def test_the_sentence_of_an_entity_holds_it(tagger):
    for text, entities in zip(many_texts(), tagger.annotate(many_texts()), strict=True):
        starts = tokenize(text).sentence_starts
        for entity in entities:
            assert entity.sentence == np.searchsorted(starts, entity.start, side="right") - 1


@pytest.mark.parametrize("agreement", [0.0, 0.5])
def test_a_text_gives_the_same_alone_as_among_others_to_the_last_bit(tiny_model, agreement):
    texts = TEXTS + many_texts()
    tagger = with_agreement(tiny_model, agreement)
    together = tagger.annotate(texts)
    assert [with_agreement(tiny_model, agreement).annotate([text])[0] for text in texts] == together
    assert list(reversed(tagger.annotate(texts[::-1]))) == together


def with_agreement(folder, weight: float) -> Tagger:
    model = open_model(folder)
    return Tagger(model._replace(config={**model.config, "agreement": weight}), NativeEngine(model))


def test_words_that_come_back_are_tagged_alike_if_the_model_says_so(tiny_model):
    apart, alike = (with_agreement(tiny_model, weight).annotate(many_texts()) for weight in (0.0, 1.0))
    assert apart != alike


def test_blank_texts_hold_nothing(tagger):
    assert tagger.annotate(["", "  \n\t "]) == [[], []]
    assert tagger.annotate([]) == []


def test_texts_are_taken_by_position_whatever_they_come_in(tagger):
    texts = many_texts()
    found = tagger.annotate(texts)
    assert tagger.annotate(text for text in texts) == found
    assert tagger.annotate(np.array(texts, object)) == found
    assert tagger.annotate(pd.Series(texts, index=range(len(texts), 0, -1))) == found
    assert tagger.annotate(pd.Series(texts)[10:20]) == found[10:20]


def test_a_single_text_is_refused_with_the_remedy(tagger):
    with pytest.raises(TypeError, match=r"annotate\(\[text\]\)"):
        tagger.annotate("Aspirin helps.")


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, b"Aspirin", ["Aspirin"]])
def test_what_is_no_text_is_refused_with_its_position(tagger, value):
    with pytest.raises(TypeError, match="at position 2"):
        tagger.annotate(["Aspirin", "", value])


def test_scores_are_probabilities(tagger):
    scores = [entity.score for entities in tagger.annotate(many_texts()) for entity in entities]
    assert 0 < min(scores) < max(scores) <= 1


def test_native_kernel_and_network_agree(tagger, keras_tagger):
    served, kept = tagger.annotate(many_texts()), keras_tagger.annotate(many_texts())
    spans = [{entity[:3] for entities in found for entity in entities} for found in (served, kept)]
    # Of spans that random weights leave in the balance, eight bits tip 3 to 12 in a hundred.
    assert len(spans[0] & spans[1]) > 0.85 * len(spans[0] | spans[1])


def test_the_keras_engine_is_traced_once(keras_tagger):
    keras_tagger.annotate(TEXTS)
    keras_tagger.annotate(many_texts())
    assert keras_tagger._engine._run.experimental_get_tracing_count() == 1


@pytest.mark.parametrize("position", [0, 1, 191, 192, 193, 223, 224, 2500, 4998, 4999])
def test_an_entity_is_found_anywhere_in_a_sentence_of_5000_tokens(position):
    words = ["the"] * 5000
    words[position] = "aspirin"
    found = load("bc5cdr").annotate([" ".join(words)])[0]
    assert [(entity.start, entity.text, entity.label) for entity in found] == [(4 * position, "aspirin", "Chemical")]


def test_a_tagger_knows_what_it_is(tagger):
    assert (tagger.name, tagger.labels) == ("tiny", ["Chemical", "Disease"])
    assert len(tagger.digest) == 64


def test_an_unknown_engine_is_refused(tiny_model):
    with pytest.raises(ModelError, match="engine='torch'"):
        load(str(tiny_model), engine="torch")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_sliced_exactly(tagger, text):
    entities = tagger.annotate([text])[0]
    assert [entity.text for entity in entities] == [text[entity.start : entity.end] for entity in entities]
    assert all(isinstance(entity, Entity) and entity.text.strip() == entity.text for entity in entities)


def test_biomedical_tells_six_kinds_of_things_apart():
    text = "Metformin slowed breast cancer in mice and in HeLa cells with TP53 p.R175H; aspirin inhibits COX-1."
    found = {entity.text: entity.label for entity in load("biomedical").annotate([text])[0]}
    assert found == {
        "Metformin": "Chemical",
        "breast cancer": "Disease",
        "mice": "Species",
        "HeLa": "CellLine",
        "TP53": "Gene",
        "p.R175H": "Variant",
        "aspirin": "Chemical",
        "COX-1": "Gene",
    }

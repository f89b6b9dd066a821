import time

import pytest

from ner_model.linking.names_in_text import induced, long_forms, names_beside, parts_of, without_cause


def test_an_abbreviation_and_its_plural_stand_for_the_long_form(entities_in):
    text = "Ventricular septal defect (VSD) is rare; VSDs close."
    entities = entities_in(text, Disease=["Ventricular septal defect", "VSD", "VSDs"])
    long = "Ventricular septal defect"
    assert long_forms(text, entities) == {"VSD": long, "VSDs": long}


def test_names_beside_each_other_stand_for_each_other(entities_in):
    text = "We gave ginkgolide B (BN 52021) and zinc (not lead)."
    entities = entities_in(text, Chemical=["ginkgolide B", "BN 52021", "zinc", "lead"])
    assert names_beside(text, entities) == {"bn 52021": "ginkgolide B", "ginkgolide b": "BN 52021"}


def test_an_illness_is_induced_wherever_it_stands_once_it_is_said(entities_in):
    text = "Drug-induced psychosis. Psychosis and fever are not drug-induced."
    assert induced(text, entities_in(text, Disease=["psychosis", "Psychosis", "fever"])) == {"psychosis"}


def test_an_entity_says_where_the_long_form_begins(entities_in):
    text = "13-cis-retinoic acid (cis-RA) helps."
    entities = entities_in(text, Chemical=["13-cis-retinoic acid", "cis-RA"])
    assert long_forms(text, entities) == {"cis-RA": "13-cis-retinoic acid"}


@pytest.mark.parametrize("brackets", ["({}: 10 mg)", "[{}]", "({}; given twice)"])
def test_a_name_may_be_beside_another_in_other_brackets(entities_in, brackets):
    text = f"diethylnitrosamine {brackets.format('DEN')}"
    entities = entities_in(text, Chemical=["diethylnitrosamine", "DEN"])
    assert names_beside(text, entities)["den"] == "diethylnitrosamine"


def test_names_of_two_labels_do_not(entities_in):
    text = "Pain (zinc)."
    assert names_beside(text, entities_in(text, Disease=["Pain"], Chemical=["zinc"])) == {}


@pytest.mark.parametrize(
    ("mention", "effect"),
    [
        ("cocaine-induced paranoia", "paranoia"),
        ("alcohol-related liver disease", "liver disease"),
        ("drug-induced", "drug-induced"),
        ("paranoia", "paranoia"),
    ],
)
def test_what_a_disease_is_due_to_is_left_out(mention, effect):
    assert without_cause(mention) == effect


def test_a_long_mention_is_searched_for_its_cause_as_fast_as_it_is_long():
    start = time.process_time()
    mention = f"{'Ala-' * 400}induced MI"
    assert without_cause(mention) == mention
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("mention", "reading"),
    [
        ("pleural and pericardial effusions", ["pleural effusions", "pericardial effusions"]),
        ("cancer of the lung or bladder", ["cancer of the lung", "cancer of the bladder"]),
        ("delirium and ataxia", ["delirium", "ataxia"]),
        ("renal/hepatic failure", ["renal failure", "hepatic failure"]),
    ],
)
def test_mentions_that_share_words_can_be_read_apart(mention, reading):
    assert reading in parts_of(mention)


def test_a_single_mention_has_no_parts():
    assert parts_of("hand pain") == []


def test_a_mention_that_is_longer_than_any_name_has_no_parts():
    assert parts_of(f"breast and {'ovarian ' * 100}cancer") == []

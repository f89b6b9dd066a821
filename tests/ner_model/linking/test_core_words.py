import pytest

from ner_model.linking.core_words import core_words, sense_words
from ner_model.linking.normalise import stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sodium valproate", "valproic acid"),
        ("kainate", "Kainic Acid"),
        ("para-aminohippurate", "p-aminohippuric acid"),
        ("NaHCO3", "sodium bicarbonate"),
        ("venlafaxine", "venlafaxine hydrochloride"),
        ("liver cancers", "hepatic tumour"),
        ("painful", "pain"),
        ("hepatotoxicity", "liver toxicity"),
        ("nephropathy", "renal disorder"),
        ("elevated blood pressure", "hypertension"),
        ("loss of kidney function", "renal dysfunction"),
        ("GI bleeding", "gastrointestinal haemorrhage"),
    ],
)
def test_names_come_down_to_the_same_words(one, other):
    assert sorted(core_words(stems(one))) == sorted(core_words(stems(other)))


@pytest.mark.parametrize("name", ["bile acid", "sodium chloride", "renal failure"])
def test_other_words_stay(name):
    assert len(core_words(stems(name))) == 2


@pytest.mark.parametrize("name", ["renal toxicity", "nephropathy", "kidney lesions", "adverse kidney events"])
def test_general_words_of_an_illness_have_one_sense(name):
    assert sense_words(core_words(stems(name))) == ["disease", "kidney"]


def test_a_name_without_such_a_word_has_no_sense():
    assert sense_words(core_words(stems("renal failure"))) == []

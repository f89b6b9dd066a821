import pytest

from ner_model.linking.core_words import core_words
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
    ],
)
def test_names_come_down_to_the_same_words(one, other):
    assert sorted(core_words(stems(one))) == sorted(core_words(stems(other)))


@pytest.mark.parametrize("name", ["bile acid", "sodium chloride", "renal failure"])
def test_other_words_stay(name):
    assert len(core_words(stems(name))) == 2

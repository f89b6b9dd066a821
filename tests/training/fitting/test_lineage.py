import pathlib

from training.fitting.lineage import learned_from, with_starting_point
from training.fitting.settings import BIOMEDICAL, GENERAL, SILVER


def test_a_step_names_the_corpora_that_it_learns():
    assert set(learned_from(GENERAL)) == {"gmb"}
    assert set(learned_from(BIOMEDICAL)) == {"biored", *BIOMEDICAL.mixture}
    assert set(learned_from(SILVER, silver=pathlib.Path("silver.gz"))) == {"silver", "biored", *BIOMEDICAL.mixture}


def test_what_the_starting_point_had_learned_is_told_too():
    card = {"name": "bc5cdr", "trained_on": {"bc5cdr": "old words", "gmb": "by transfer", "starting point": "general"}}
    assert with_starting_point({"bc5cdr": "new words"}, card, "0123456789abcdef") == {
        "bc5cdr": "new words",
        "starting point": "the tagger bc5cdr (0123456789ab)",
        "gmb": "by transfer",
    }


def test_a_starting_point_may_say_nothing():
    assert set(with_starting_point({}, {"name": "tiny"}, "0" * 64)) == {"starting point"}

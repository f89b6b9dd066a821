import pytest

from ner_model.errors import Refused
from training.corpora.formats.json_values import objects, parse, string, whole_number


def test_what_is_absent_is_an_empty_list():
    assert objects(None, "a:1", "spans") == []


@pytest.mark.parametrize(
    ("read", "value"), [(objects, ["x"]), (string, 5), (whole_number, True), (whole_number, 2.5), (whole_number, None)]
)
def test_other_types_are_refused_with_their_place(read, value):
    with pytest.raises(Refused, match="a:1: spans must be"):
        read(value, "a:1", "spans")


def test_nesting_without_end_is_refused():
    with pytest.raises(Refused, match=r"a\.json:1: no JSON"):
        parse("[" * 100_000, "a.json")

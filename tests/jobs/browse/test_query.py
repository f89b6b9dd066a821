import pytest

from jobs.browse.query import BadQuery, Query, query_of


def test_an_address_and_its_query_are_one():
    query = Query(text="a&b=c", whole=True, label="Disease", min_score=0.25, concept="MESH:D1", order="best", page=3)
    assert query_of(query.address().removeprefix("/?")) == query


def test_an_empty_address_asks_for_all():
    assert query_of("") == Query()
    assert Query().address() == "/?"


def test_a_change_of_the_query_keeps_the_rest():
    assert Query(text="zinc", page=4).address(page=1) == "/?text=zinc"


@pytest.mark.parametrize(
    "address",
    [
        "min_score=x",
        "min_score=nan",
        "max_score=2",
        "page=0",
        "page=1e9",
        "order=; DROP TABLE entities",
        "text=%00",
        "text=%ff",
        "text=" + "x" * 1001,
        "&".join(f"a{number}=1" for number in range(30)),
    ],
)
def test_what_no_form_of_ours_says_is_refused(address):
    with pytest.raises(BadQuery):
        query_of(address)

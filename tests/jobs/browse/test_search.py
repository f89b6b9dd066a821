import csv

import pytest

from jobs.browse.conditions import where
from jobs.browse.query import Query
from jobs.browse.search import csv_of, find, find_document, values_of
from tests.jobs.browse.conftest import NASTY, TEXTS


def texts(browsed, **conditions):
    return [(entity.doc_id, entity.text) for entity in find(browsed, Query(**conditions)).entities]


def test_part_of_a_mention_is_found_in_any_case(browsed):
    assert texts(browsed, text="zIN") == [("d1", "Zinc")]
    assert texts(browsed, text="zIN", whole=True) == []
    assert texts(browsed, text="Zinc", whole=True) == [("d1", "Zinc")]


def test_all_conditions_hold(browsed):
    assert texts(browsed, document="d1") == [("d1", "Zinc"), ("d1", "Rat"), ("d1", "Bob")]
    assert texts(browsed, document="d1", text="b", label="Name") == [("d1", "Bob")]
    assert texts(browsed, document="d1", label="Other") == []
    assert texts(browsed, min_score=0.6) == []
    assert texts(browsed, section="title") == []
    assert texts(browsed, concept="C1") == []


def test_pages_go_on_where_the_one_before_ends(browsed):
    found = find(browsed, Query(text="Iron"))
    last = find(browsed, Query(text="Iron", page=2))
    assert (found.total, len(found.entities), len(last.entities)) == (90, 50, 40)
    assert found.mentions == [("Name", "Iron", 90)]


@pytest.mark.parametrize("field", ["text", "label", "section", "document", "concept"])
@pytest.mark.parametrize(
    "value",
    [
        "' OR 1=1 --",
        "'; DROP TABLE entities; --",
        "') UNION SELECT * FROM read_csv('/etc/passwd') --",
        "%",
        "_",
        "?",
        "$1",
        "\\",
    ],
)
def test_no_value_is_ever_sql(browsed, field, value):
    assert texts(browsed, **{field: value}) == []
    assert len(texts(browsed, document="d1")) == 3


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "COPY (SELECT 1) TO '/tmp/browse-was-here.csv'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "ATTACH '/tmp/browse-was-here.db'",
    ],
)
def test_even_sql_of_somebody_else_could_not_leave_the_output(browsed, sql):
    import duckdb

    with pytest.raises(duckdb.Error):
        browsed.rows(sql)


def test_a_document_comes_with_its_entities(browsed):
    document = find_document(browsed, "pmc/3 ?&#")
    assert document.text == TEXTS["pmc/3 ?&#"]
    assert [document.text[mark.start : mark.end] for mark in document.marks] == ["Crohn", "Disease", "Αlpha"]
    assert find_document(browsed, "none") is None


def test_values_of_a_column(browsed):
    assert values_of(browsed, "label") == ["Name"]
    assert values_of(browsed, "section") == []


def test_csv_has_all_rows_whatever_the_page(browsed):
    text = b"".join(csv_of(browsed, Query(text="Iron", page=2))).decode()
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == 90
    assert (rows[0]["text"], rows[0]["score"]) == ("Iron", "0.5")


def test_markup_is_text_like_any_other(browsed):
    assert NASTY in find_document(browsed, "d2").text
    assert where(Query(text="<b>"))[1] == ["<b>"]

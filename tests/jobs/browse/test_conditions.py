from jobs.browse.conditions import where, where_to_paste
from jobs.browse.query import Query

NASTY = "x' OR 1=1; DROP TABLE entities; --"


def test_values_are_bound_and_never_part_of_the_sql():
    clause, values = where(Query(text=NASTY, label=NASTY, section=NASTY, document=NASTY, concept=NASTY))
    assert "'x" not in clause
    assert "DROP" not in clause
    assert values == [NASTY] * 6
    assert clause.count("?") == len(values)


def test_no_condition_is_no_clause():
    assert where(Query()) == ("", [])


def test_what_is_pasted_has_the_values_in_it():
    query = Query(text="Crohn's", whole=True, min_score=0.5)
    assert where_to_paste(query) == "WHERE text = 'Crohn''s' AND score >= CAST(0.5 AS FLOAT)"
    assert where_to_paste(Query(text="what?", label="a?b")).count("?") == 2

import pandas as pd
import pytest

from jobs.browse.query import Query
from jobs.browse.search import find
from jobs.browse.to_paste import pandas_to_paste, sql_to_paste
from tests.committed import commit
from transforms.snapshots.newest_state import newest_state

duckdb = pytest.importorskip("duckdb")

QUERIES = [
    Query(text="iRO"),
    Query(text="Crohn", whole=True),
    Query(document="pmc/3 ?&#", min_score=0.5),
    Query(label="Name", max_score=0.5, text="'"),
    Query(concept="C1"),
    Query(text="zinc", order="best"),
    Query(document='d1", "', order="worst"),
]


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_copied_finds_the_same(browsed, query):
    rows = find(browsed, query).total
    assert len(duckdb.sql(sql_to_paste(browsed.state(), query)).fetchall()) == rows
    names = {}
    exec(pandas_to_paste(browsed.state(), query), names)
    assert isinstance(names["found"], pd.DataFrame)
    assert len(names["found"]) == rows


def test_of_several_runs_each_document_counts_once(tmp_path):
    commit(str(tmp_path), "R1", {"d1": "Zinc.", "d2": "Lead."})
    commit(str(tmp_path), "R2", {"d1": "Gold."})
    found = duckdb.sql(sql_to_paste(newest_state(str(tmp_path)), Query())).fetchall()
    assert sorted(row[5] for row in found) == ["Gold", "Lead"]

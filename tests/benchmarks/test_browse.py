import pytest

from benchmarks.browse import addresses, measure, report
from benchmarks.made_output import write_output
from transforms.snapshots.newest_state import newest_state
from transforms.snapshots.state_tables import read_table


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "out"
    write_output(folder, 400)
    return str(folder)


def test_made_rows_are_slices_of_their_texts(output):
    state = newest_state(output)
    texts = dict(read_table(state, "documents", ["doc_id", "text"]).to_pandas().itertuples(index=False))
    rows = read_table(state, "entities").to_pandas()
    assert len(rows) == 400
    assert all(texts[row.doc_id][row.start : row.end] == row.text for row in rows.itertuples())


def test_fifty_queries_are_asked_and_the_worst_is_named(output):
    pytest.importorskip("duckdb")
    assert len(list(addresses())) == 50
    times = measure(output)
    assert [address for _, address in times] == list(addresses())
    assert report([(1.0, "/a"), (3.0, "/b"), (2.0, "/c")]) == "3 queries: median 2 ms, worst 3 ms (/b)"

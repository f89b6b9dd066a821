import numpy as np
import pytest

from benchmarks.generated_runs import commit_citations
from benchmarks.nights import Compacted, report
from transforms.runs.commit_run import committed_runs
from transforms.snapshots.newest_state import newest_state
from transforms.snapshots.state_tables import read_table


def compacted(documents, work, seconds):
    return Compacted(documents, work, seconds, seconds, 100.0, 1.0, 1.0)


def test_shares_and_exponents_are_of_the_same_size_and_the_same_work():
    sizes = {100: (1.0, 0.5), 10_000: (100.0, 5.0)}
    found = [
        compacted(size, work, cost)
        for size, costs in sizes.items()
        for work, cost in zip(("first", "night"), costs, strict=True)
    ]
    cells = {tuple(line.split()[:3]): line.split() for line in report(found)}
    assert cells["10,000", "night", "0.050"][3] == "0.050"
    assert float(cells["10,000", "first", "^"][3]) == pytest.approx(1.0)
    assert float(cells["10,000", "night", "^"][3]) == pytest.approx(0.5)


def test_generated_runs_are_committed_runs(tmp_path):
    commit_citations(tmp_path, 1, np.arange(10_100, 10_110), np.array([3]))
    (record,) = committed_runs(str(tmp_path)).values()
    assert (record.counts.documents, len(record.files)) == (10, 3)
    state = newest_state(str(tmp_path))
    documents, entities = (read_table(state, name) for name in ("documents", "entities"))
    assert (documents.num_rows, entities.num_rows) == (10, 80)
    texts = dict(zip(documents["doc_id"].to_pylist(), documents["text"].to_pylist(), strict=True))
    for row in entities.to_pylist():
        assert texts[row["doc_id"]][row["start"] : row["end"]] == row["text"]

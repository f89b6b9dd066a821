import math

import numpy as np
import pyarrow as pa
import pytest

from transforms.concepts.concepts_of_documents import concepts_of, sum_of, totals_of
from transforms.concepts.pairs import (
    count_pairs,
    describe_pairs,
    log_likelihood_ratio,
    pointwise_information,
    sum_of_pairs,
)

LABELS = ("Chemical", "Disease")


def linked(*rows):
    """Rows of (document, sentence, concept); C1 is a chemical, D1 a disease."""
    return pa.table(
        {
            "doc_id": [row[0] for row in rows],
            "sentence": pa.array([row[1] for row in rows], pa.int32()),
            "label": ["Chemical" if row[2].startswith("C") else "Disease" for row in rows],
            "section": [f"s{row[1]}" for row in rows],
            "concept_id": [row[2] for row in rows],
            "concept_name": [row[2].lower() for row in rows],
            "concept_score": pa.array([0.5 + row[1] / 10 for row in rows], pa.float32()),
        }
    )


ROWS = linked(("d1", 0, "C1"), ("d1", 0, "D1"), ("d1", 1, "C1"), ("d1", 1, "D1"), ("d2", 0, "C1"), ("d2", 1, "D1"))


def test_pairs_are_counted_by_document_and_by_sentence():
    assert count_pairs(ROWS, LABELS).to_pylist() == [
        {"concept_a": "C1", "concept_b": "D1", "documents": 2, "sentences": 2}
    ]


def test_concepts_that_are_never_together_are_no_pair():
    assert count_pairs(linked(("d1", 0, "C1"), ("d2", 0, "D1")), LABELS).num_rows == 0


def test_counts_of_several_tables_are_added_up():
    (pair,) = sum_of_pairs(
        [count_pairs(ROWS, LABELS), count_pairs(linked(("d3", 0, "C1"), ("d3", 0, "D1")), LABELS)]
    ).to_pylist()
    assert (pair["documents"], pair["sentences"]) == (3, 3)


def test_a_concept_of_a_document_has_its_mentions_sections_and_best_score():
    first = concepts_of(ROWS).to_pylist()[0]
    assert first.pop("best_score") == pytest.approx(0.6)
    assert first == {
        "doc_id": "d1",
        "label": "Chemical",
        "concept_id": "C1",
        "concept_name": "c1",
        "mentions": 2,
        "sections": ["s0", "s1"],
    }


def test_pairs_are_described_with_names_and_the_counts_of_each_concept():
    totals = sum_of([totals_of(concepts_of(ROWS)), totals_of(concepts_of(linked(("d3", 0, "C1"))))])
    (pair,) = describe_pairs(count_pairs(ROWS, LABELS), totals, LABELS, documents=8).to_pylist()
    assert (pair["name_a"], pair["name_b"], pair["documents_a"], pair["documents_b"]) == ("c1", "d1", 3, 2)
    assert pair["pmi"] == pytest.approx(math.log2(2 * 8 / (3 * 2)))
    assert pair["g2"] > 0


def test_measures_of_what_is_together_always_and_of_what_avoids_each_other():
    together, one, other = np.array([4, 1]), np.array([4, 8]), np.array([4, 8])
    assert pointwise_information(together, one, other, 16).tolist() == [2.0, -2.0]
    always, avoided = log_likelihood_ratio(together, one, other, 16)
    assert always == pytest.approx(2 * (4 * math.log(4) + 12 * math.log(4 / 3)))
    assert avoided < 0

"""Concepts of two labels that occur together: in how many documents and sentences, and how surprising that is."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

_KEYS = ["concept_a", "concept_b"]

SCHEMA = pa.schema(
    [
        *(pa.field(name, pa.string()) for name in ("concept_a", "name_a", "concept_b", "name_b")),
        *(pa.field(name, pa.int64()) for name in ("documents", "sentences", "documents_a", "documents_b")),
        *(pa.field(name, pa.float64()) for name in ("pmi", "g2")),
    ]
)


def count_pairs(linked: pa.Table, labels: tuple[str, str]) -> pa.Table:
    """Pairs of a concept of the first label and one of the second, of rows of `read_linked`, with their counts."""
    in_documents = _together(linked, labels, ["doc_id"]).rename_columns([*_KEYS, "documents"])
    in_sentences = _together(linked, labels, ["doc_id", "sentence"]).rename_columns([*_KEYS, "sentences"])
    both = in_documents.join(in_sentences, _KEYS, join_type="left outer", use_threads=False)
    return both.set_column(3, "sentences", pc.fill_null(both["sentences"], 0))


def sum_of_pairs(counts: Iterable[pa.Table]) -> pa.Table:
    """Several tables of `count_pairs` as one."""
    grouped = pa.concat_tables(counts).group_by(_KEYS, use_threads=False)
    return grouped.aggregate([("documents", "sum"), ("sentences", "sum")]).rename_columns(
        [*_KEYS, "documents", "sentences"]
    )


def _together(linked: pa.Table, labels: tuple[str, str], unit: list[str]) -> pa.Table:
    one, other = (
        linked.filter(pc.equal(linked["label"], label))
        .group_by([*unit, "concept_id"], use_threads=False)
        .aggregate([])
        .rename_columns([*unit, name])
        for label, name in zip(labels, _KEYS, strict=True)
    )
    pairs = one.join(other, unit, join_type="inner", use_threads=False)
    return pairs.group_by(_KEYS, use_threads=False).aggregate([([], "count_all")])


def describe_pairs(pairs: pa.Table, totals: pa.Table, labels: tuple[str, str], documents: int) -> pa.Table:
    """Pairs with names, counts of each concept, PMI and G², the most surprising first.

    `totals` are rows of `totals_of`; `documents` is the number of all documents, with concepts or without.
    """
    for label, side in zip(labels, "ab", strict=True):
        of_label = totals.filter(pc.equal(totals["label"], label)).select(["concept_id", "concept_name", "documents"])
        of_label = of_label.rename_columns([f"concept_{side}", f"name_{side}", f"documents_{side}"])
        pairs = pairs.join(of_label, f"concept_{side}", join_type="inner", use_threads=False)
    together, one, other = (pairs[name].to_numpy() for name in ("documents", "documents_a", "documents_b"))
    pairs = pairs.append_column("pmi", pa.array(pointwise_information(together, one, other, documents)))
    pairs = pairs.append_column("g2", pa.array(log_likelihood_ratio(together, one, other, documents)))
    order = [("g2", "descending"), ("concept_a", "ascending"), ("concept_b", "ascending")]
    return pairs.select(SCHEMA.names).cast(SCHEMA).sort_by(order)


Counts = NDArray[np.int64]


def pointwise_information(together: Counts, one: Counts, other: Counts, documents: int) -> NDArray[np.float64]:
    """In bits: 0 for concepts that are as often together as chance would have it.

    >>> pointwise_information(np.array([1]), np.array([2]), np.array([2]), 4).tolist()
    [0.0]
    """
    information: NDArray[np.float64] = np.log2(together * documents / (one * other))
    return information


def log_likelihood_ratio(together: Counts, one: Counts, other: Counts, documents: int) -> NDArray[np.float64]:
    """Dunning's G² (1993) of the four counts with and without each concept; negative where they avoid each other.

    >>> log_likelihood_ratio(np.array([1]), np.array([2]), np.array([2]), 4).tolist()
    [0.0]
    """
    observed = np.stack([together, one - together, other - together, documents - one - other + together])
    rows, columns = (np.stack([total, documents - total]) for total in (one, other))
    expected = np.stack([rows[0] * columns[0], rows[0] * columns[1], rows[1] * columns[0], rows[1] * columns[1]])
    expected = expected / documents
    terms = np.where(observed > 0, observed * np.log(np.maximum(observed, 1) / np.maximum(expected, 1e-300)), 0)
    ratio: NDArray[np.float64] = np.maximum(2 * terms.sum(axis=0), 0) * np.where(together < expected[0], -1, 1)
    return ratio + 0.0  # no -0.0

"""The concepts of each document."""

import pyarrow as pa
import pyarrow.compute as pc

SCHEMA = pa.schema(
    [
        pa.field("doc_id", pa.string()),
        pa.field("label", pa.string()),
        pa.field("concept_id", pa.string()),
        pa.field("concept_name", pa.string()),
        pa.field("mentions", pa.int64()),
        pa.field("best_score", pa.float32()),
        pa.field("sections", pa.list_(pa.string())),
    ]
)


def concepts_of(linked: pa.Table) -> pa.Table:
    """A row for each concept of each document, of rows of `read_linked`: its mentions, its best score, its sections."""
    keys = ["doc_id", "label", "concept_id"]
    grouped = linked.group_by(keys, use_threads=False).aggregate(
        [("concept_name", "first"), ("concept_score", "count"), ("concept_score", "max"), ("section", "distinct")]
    )
    columns = [*keys, "concept_name_first", "concept_score_count", "concept_score_max", "section_distinct"]
    return pa.table(
        [grouped[name].cast(field.type) for name, field in zip(columns, SCHEMA, strict=True)], schema=SCHEMA
    )


def totals_of(concepts: pa.Table) -> pa.Table:
    """A row for each concept of rows of `concepts_of`: in how many of the documents it is."""
    found = concepts.group_by(["label", "concept_id"], use_threads=False)
    return found.aggregate([("concept_name", "first"), ("doc_id", "count")]).rename_columns(
        ["label", "concept_id", "concept_name", "documents"]
    )


def sum_of(totals: list[pa.Table]) -> pa.Table:
    """Several tables of `totals_of` as one."""
    found = pa.concat_tables(totals).group_by(["label", "concept_id"], use_threads=False)
    summed = found.aggregate([("concept_name", "first"), ("documents", "sum")])
    names = ["label", "concept_id", "concept_name", "documents"]
    table = summed.rename_columns(names)
    return table.set_column(3, "documents", pc.cast(table["documents"], pa.int64()))

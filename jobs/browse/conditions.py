"""The conditions of a query: as SQL with parameters, and as text to paste elsewhere."""

from collections.abc import Iterator
from typing import NamedTuple

from jobs.browse.query import Query
from transforms.snapshots.views import quoted


class Condition(NamedTuple):
    """`sql` has a `?` for each of the values; `pandas` is an expression over the data frame `found`."""

    sql: str
    values: tuple[str | float, ...]
    pandas: str


def conditions_of(query: Query) -> Iterator[Condition]:
    text, concept = query.text, query.concept
    if text and query.whole:
        yield Condition("text = ?", (text,), f"(found.text == {text!r})")
    elif text:
        yield Condition("contains(lower(text), lower(?))", (text,), _holds("text", text))
    for name in ("label", "section"):
        if value := getattr(query, name):
            yield Condition(f"{name} = ?", (value,), f"(found.{name} == {value!r})")
    if query.document:
        yield Condition("doc_id = ?", (query.document,), f"(found.doc_id == {query.document!r})")
    if query.min_score > 0:
        yield Condition("score >= ?", (query.min_score,), f"(found.score >= {query.min_score!r})")
    if query.max_score < 1:
        yield Condition("score <= ?", (query.max_score,), f"(found.score <= {query.max_score!r})")
    if concept:
        sql = "(list_contains(string_split(concept_id, '|'), ?) OR contains(lower(concept_name), lower(?)))"
        ids = (
            f"('|' + found.concept_id.astype('string').fillna('') + '|').str.contains({f'|{concept}|'!r}, regex=False)"
        )
        yield Condition(sql, (concept, concept), f"({ids} | {_holds('concept_name', concept)})")


def _holds(column: str, part: str) -> str:
    return f"found.{column}.astype('string').fillna('').str.lower().str.contains({part.lower()!r}, regex=False)"


def where(query: Query) -> tuple[str, list[str | float]]:
    """The clause with its parameters, which are never part of the SQL; empty for no condition."""
    conditions = list(conditions_of(query))
    clause = " AND ".join(condition.sql for condition in conditions)
    return f"WHERE {clause}" if clause else "", [value for condition in conditions for value in condition.values]


def where_to_paste(query: Query) -> str:
    """The same clause for people to take away, with the values in it."""
    clause, values = where(query)
    first, *others = clause.split("?")
    return first + "".join(f"{_literal(value)}{other}" for value, other in zip(values, others, strict=True))


def _literal(value: str | float) -> str:
    """
    >>> _literal("Crohn's")
    "'Crohn''s'"
    """
    return quoted(value) if isinstance(value, str) else f"CAST({value!r} AS FLOAT)"

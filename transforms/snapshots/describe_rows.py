"""What the rows of a range of a snapshot are like, and what has changed since the snapshot before."""

from collections import Counter, defaultdict
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ner_model.entity import Entity
from ner_model.text import tokenize
from transforms.records import place_of
from transforms.snapshots.facts import Compared, Described, Example, LabelSum, Mark
from transforms.snapshots.key_range import KeyRange
from transforms.snapshots.manifest import Parts
from transforms.snapshots.sorted_tables import rows_in_range
from transforms.snapshots.versions import key_of
from transforms.tables.entities import entity_of
from transforms.writing.mentions import Mention

_MENTIONS = 200  # most frequent, gained and lost: of each range
_EXAMPLES = 20  # of documents that are gone, and of entities with their sentences


def describe_rows(documents: pa.Table, entities: pa.Table) -> Described:
    """Counts, entities by label with the sum of their scores, scores in tenths, mentions, and sentences to show."""
    empty = pc.sum(pc.equal(pc.utf8_length(pc.utf8_trim_whitespace(documents["text"])), 0)).as_py() or 0
    return replace(count_rows(documents, entities), empty_texts=empty, examples=_examples(documents, entities))


def count_rows(documents: pa.Table, entities: pa.Table) -> Described:
    """The same of documents without their texts, so without sentences; a text without a token counts as empty."""
    labels = entities.group_by("label").aggregate([("score", "count"), ("score", "sum")]).to_pylist()
    tenths = Counter(pc.min_element_wise(pc.floor(pc.multiply(entities["score"], 10)), 9).to_pylist())
    return Described(
        documents=documents.num_rows,
        entities=entities.num_rows,
        tokens=pc.sum(documents["tokens"]).as_py() or 0,
        empty_texts=pc.sum(pc.equal(documents["tokens"], 0)).as_py() or 0,
        labels={row["label"]: LabelSum(row["score_count"], row["score_sum"]) for row in labels},
        score_tenths=tuple(tenths.get(float(tenth), 0) for tenth in range(10)),
        flags=dict(Counter(pc.list_flatten(documents["flags"]).to_pylist())),
        mentions=top_of(mentions_in(entities)),
        examples=(),
    )


def compare_rows(
    previous: Parts | None, keys: KeyRange, documents: pa.Table, entities: pa.Table, deleted: list[str]
) -> Compared:
    """Documents that came, changed or are gone though nothing deleted them; mentions that became more or fewer."""
    if previous is None:
        return Compared(added=documents.num_rows)
    before = rows_in_range(previous["documents"], "documents", keys, ["doc_id", "version", "source", "text_sha256"])
    old = {key: row for key, row in _by_key(before).items() if keys.meets(key, key)}
    new = _by_key(documents)
    kept = old.keys() & new.keys()
    changed = sum(old[key]["text_sha256"] != new[key]["text_sha256"] for key in kept)
    gone = sorted(old.keys() - new.keys() - set(deleted))
    by_file = Counter(place_of(old[key]["source"]).path for key in gone)
    ids = {old[key]["doc_id"] for key in old}
    difference = _difference(
        rows_in_range(previous["entities"], "entities", keys, ["doc_id", "label", "text"]), ids, entities
    )
    return Compared(
        added=len(new.keys() - old.keys()),
        changed=changed,
        unchanged=len(kept) - changed,
        gone=tuple(gone[:_EXAMPLES]),
        gone_by_file=dict(by_file),
        gained=top_of(difference),
        lost=top_of(Counter({name: -rows for name, rows in difference.items()})),
    )


def _by_key(documents: pa.Table) -> dict[str, dict[str, Any]]:
    rows = documents.select(["doc_id", "version", "source", "text_sha256"]).to_pylist()
    return {key_of(row["doc_id"], row["version"]): row for row in rows}


def _difference(before: pa.Table, ids: set[str], after: pa.Table) -> Counter[tuple[str, str]]:
    """How many more of each mention there are than in the documents with the ids before."""
    inside = pc.is_in(before["doc_id"], pa.array(sorted(ids), pa.string()))
    difference = mentions_in(after)
    difference.subtract(mentions_in(before.filter(inside)))
    return difference


def mentions_in(entities: pa.Table) -> Counter[tuple[str, str]]:
    rows = entities.group_by(["label", "text"]).aggregate([("text", "count")])
    labels, texts = (pc.cast(rows[name], pa.string()).to_pylist() for name in ("label", "text"))
    return Counter(dict(zip(zip(labels, texts, strict=True), rows["text_count"].to_pylist(), strict=True)))


def top_of(mentions: Counter[tuple[str, str]]) -> tuple[Mention, ...]:
    return tuple(Mention(*name, rows) for name, rows in mentions.most_common(_MENTIONS) if rows > 0)


def _examples(documents: pa.Table, entities: pa.Table) -> tuple[Example, ...]:
    """A few documents all over the range, each with the first sentence in which something was found."""
    step = max(documents.num_rows // _EXAMPLES, 1)
    places = pa.array(range(0, documents.num_rows, step), pa.int64())
    with_entities = documents.select(["doc_id", "text", "entities"]).take(places)
    shown = [row for row in with_entities.to_pylist() if row["entities"]][:_EXAMPLES]
    wanted = pc.is_in(entities["doc_id"], pa.array([row["doc_id"] for row in shown], pa.string()))
    by_document: dict[str, list[Entity]] = defaultdict(list)
    for row in entities.filter(wanted).to_pylist():
        by_document[row["doc_id"]].append(entity_of(row))
    return tuple(example(row["doc_id"], row["text"], by_document[row["doc_id"]]) for row in shown)


def example(doc_id: str, text: str, entities: list[Entity]) -> Example:
    """The sentence of the first entity, with all entities in it."""
    number = entities[0].sentence
    starts = [*tokenize(text).sentence_starts.tolist(), len(text)]
    first, end = starts[number], starts[number + 1]
    inside = [entity for entity in entities if entity.sentence == number]
    marks = tuple(Mark(entity.start - first, entity.end - first, entity.label) for entity in inside)
    return Example(doc_id, text[first:end], marks)

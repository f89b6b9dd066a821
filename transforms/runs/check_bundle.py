"""Whether the rows of a bundle fit each other: entities and the texts that they were found in."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from transforms.runs.bundles import Bundle, RowStream, row_groups
from transforms.runs.fault import Fault

Bools = npt.NDArray[np.bool_]


class Sums(NamedTuple):
    """What the rows of a bundle add to the counts of a run."""

    sentences: int
    tokens: int
    entities: int


def sums_of(bundle: Bundle) -> Sums:
    """What the documents of a bundle say of themselves."""
    totals = [0, 0, 0]
    for path in bundle.documents:
        for group in row_groups(path, list(Sums._fields)):
            for number, name in enumerate(Sums._fields):
                totals[number] += pc.sum(group[name]).as_py() or 0
    return Sums(*totals)


def faults_of_bundle(bundle: Bundle) -> Iterator[Fault]:
    """A fault for each kind of thing that is wrong with the rows of a file, with the first document that has it.

    The files must be readable. Entities are compared as strings with what their texts have at their offsets.
    """
    counted = sums_of(bundle).entities
    stored = sum(group.num_rows for path in bundle.entities for group in row_groups(path, ["doc_id"]))
    if counted != stored:
        yield Fault(bundle.documents[0], f"counts {counted} entities, and the table of entities has {stored} of them")
        return
    entities = RowStream(bundle.entities)
    for path in bundle.documents:
        found: dict[str, list[str]] = {}
        for documents in row_groups(path):
            taken = entities.take(pc.sum(documents["entities"]).as_py() or 0)
            for what, doc_ids in _faults_of(documents, taken).items():
                found.setdefault(what, []).extend(doc_ids[:1] if what in found else doc_ids)
        for what, doc_ids in found.items():
            yield Fault(path, f"{what}, first in document {doc_ids[0]}")


def _faults_of(documents: pa.Table, entities: pa.Table | None) -> dict[str, list[str]]:
    """Ids of documents by what is wrong with them, of one row group and the entities of its documents."""
    ids, texts = documents["doc_id"].to_pylist(), documents["text"].to_pylist()
    found = {"a text is not the one of its text_sha256": _where(ids, _other_texts(documents, texts))}
    found["a section lies outside of the text"] = _where(ids, _bad_sections(documents, texts))
    if entities is not None:
        owners = np.repeat(np.arange(len(ids)), documents["entities"].to_numpy())
        of = [ids[owner] for owner in owners.tolist()]
        found |= {what: _where(of, bad) for what, bad in _bad_entities(documents, entities, owners, texts)}
    return {what: those for what, those in found.items() if those}


def _where(ids: list[str], bad: Bools) -> list[str]:
    return [ids[number] for number in np.flatnonzero(bad)]


def _other_texts(documents: pa.Table, texts: list[str]) -> Bools:
    sums = documents["text_sha256"].to_pylist()
    return np.array(
        [hashlib.sha256(text.encode()).hexdigest() != known for text, known in zip(texts, sums, strict=True)], bool
    )


def _bad_sections(documents: pa.Table, texts: list[str]) -> Bools:
    rows = zip(documents["sections"].to_pylist(), texts, strict=True)
    return np.array([any(not 0 <= s["start"] <= s["end"] <= len(text) for s in those) for those, text in rows], bool)


def _bad_entities(
    documents: pa.Table, entities: pa.Table, owners: npt.NDArray[np.int64], texts: list[str]
) -> Iterator[tuple[str, Bools]]:
    """What can be wrong with an entity, and for each entity whether it is."""
    starts, ends, scores = (entities[name].to_numpy() for name in ("start", "end", "score"))
    places = zip(owners.tolist(), starts.tolist(), ends.tolist(), entities["text"].to_pylist(), strict=True)
    in_text = [0 <= start < end and texts[owner][start:end] == text for owner, start, end, text in places]
    yield "the offsets of an entity are not those of its text", ~np.array(in_text, bool)
    names = [name for name in ("doc_id", "source") if name in entities.column_names]
    for name in names:
        expected = documents[name].take(pa.array(owners))
        yield f"an entity has another {name}", ~_equal(entities[name], expected)
    follows = (owners[1:] == owners[:-1]) & (starts[1:] < ends[:-1])
    yield "an entity begins before the one before it ends", np.append(False, follows)
    sentences = documents["sentences"].to_numpy()[owners]
    numbers = entities["sentence"].to_numpy()
    yield "an entity is in no sentence of the text", (numbers < 0) | (numbers >= sentences)
    yield "a score is no probability", ~((scores >= 0) & (scores <= 1))


def _equal(found: pa.ChunkedArray, expected: pa.ChunkedArray) -> Bools:
    same = pc.fill_null(pc.equal(found.cast(pa.string()), expected.cast(pa.string())), False)
    equal: Bools = same.combine_chunks().to_numpy(zero_copy_only=False)
    return equal

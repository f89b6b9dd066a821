"""The folder of a terminology: plain Arrow tables that worker processes map into memory and share.

concepts.arrow    id, name, label: sorted by label and id, so that the concepts of a label lie side by side
names.arrow       name, concept (row of concepts.arrow): every name of a concept, the preferred one first
parents.arrow     child, parent (rows of concepts.arrow)
terminology.json  source, version, licence, counts, SHA-256 of each other file, and of those sums: the digest
"""

import hashlib
import json
import pathlib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from ner_model.model_folder import sha256

FORMAT_VERSION = 3
CARD = "terminology.json"
LONGEST_NAME = 500  # characters; nobody writes a longer one in a text

_ROWS = 65_536  # of a batch
_TEXT = pa.large_string()  # 32 bits of offsets hold 2 GiB of names
_SCHEMAS = {
    "concepts.arrow": {"id": _TEXT, "name": _TEXT, "label": _TEXT},
    "names.arrow": {"name": _TEXT, "concept": pa.int32()},
    "parents.arrow": {"child": pa.int32(), "parent": pa.int32()},
}


class About(NamedTuple):
    """Where a terminology is from, in the words of who built it."""

    source: str
    version: str = ""
    licence: str = ""


class Terminology(NamedTuple):
    """An open terminology; the columns lie in memory only as far as they are looked at.

    `concept_of_name`: int32 `[names]`. `first_names`: int32 `[concepts + 1]`, the names of concept `i` are
    `first_names[i]:first_names[i + 1]`. `children`, `parents`: int32 `[edges]`, sorted by child; `first_parents`: int32
    `[concepts + 1]`, where the edges of each begin. `labels`: for each label the concepts that have it, `[start, end)`.
    """

    path: pathlib.Path
    card: Mapping[str, Any]
    ids: pa.ChunkedArray
    preferred: pa.ChunkedArray
    names: pa.ChunkedArray
    concept_of_name: np.ndarray[Any, np.dtype[np.int32]]
    first_names: np.ndarray[Any, np.dtype[np.int32]]
    children: np.ndarray[Any, np.dtype[np.int32]]
    parents: np.ndarray[Any, np.dtype[np.int32]]
    first_parents: np.ndarray[Any, np.dtype[np.int32]]
    labels: Mapping[str, tuple[int, int]]

    @property
    def digest(self) -> str:
        """The identity of the terminology."""
        return str(self.card["digest"])

    def concept(self, row: int) -> tuple[str, str]:
        """The id and the preferred name of a concept."""
        return self.ids[row].as_py(), self.preferred[row].as_py()

    def above(self, row: int) -> frozenset[int]:
        """The concepts that one is directly a kind of."""
        return frozenset(self.parents[self.first_parents[row] : self.first_parents[row + 1]].tolist())

    def under(self, concept_ids: Iterable[str]) -> frozenset[str]:
        """The ids of some concepts, and of all that are a kind of them, at any distance."""
        rows = {concept_id: row for row, concept_id in enumerate(self.ids.to_pylist())}
        if unknown := sorted(set(concept_ids) - rows.keys()):
            raise Refused("no such concept", str(self.path), unknown[0])
        found = {rows[concept_id] for concept_id in concept_ids}
        edges = np.argsort(self.parents, kind="stable")
        parents, children = self.parents[edges], self.children[edges]
        waiting = list(found)
        while waiting:
            concept = waiting.pop()
            first, end = parents.searchsorted(np.array([concept, concept + 1], np.int32))
            new = set(children[first:end].tolist()) - found
            found |= new
            waiting += new
        return frozenset(self.ids[row].as_py() for row in found)


def write_terminology(folder: pathlib.Path, concepts: Mapping[str, Concept], about: About) -> dict[str, Any]:
    """Writes checked concepts to a new or empty folder; returns the card, which is written last.

    Parents that are no concepts of the terminology, and names of more than 500 characters, are left out and counted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Refused("the folder is not empty", str(folder), remedy="give a new one")
    ordered = sorted(concepts.values(), key=lambda concept: (concept.label, concept.id))
    rows = {concept.id: row for row, concept in enumerate(ordered)}
    names = [(name, row) for row, concept in enumerate(ordered) for name in _names_of(concept)]
    edges = [(row, rows[parent]) for row, c in enumerate(ordered) for parent in sorted({*c.parents}) if parent in rows]
    _write(
        folder / "concepts.arrow",
        {"id": (_TEXT, [c.id for c in ordered]), "name": (_TEXT, [c.name for c in ordered])}
        | {"label": (_TEXT, [c.label for c in ordered])},
    )
    _write(
        folder / "names.arrow", {"name": (_TEXT, [n for n, _ in names]), "concept": (pa.int32(), [r for _, r in names])}
    )
    _write(
        folder / "parents.arrow",
        {"child": (pa.int32(), [child for child, _ in edges]), "parent": (pa.int32(), [parent for _, parent in edges])},
    )
    counts = {
        "concepts": len(ordered),
        "names": len(names),
        "parents": len(edges),
        "names_left_out": sum(len(name) > LONGEST_NAME for c in ordered for name in {c.name, *c.synonyms}),
        "parents_left_out": sum(parent not in rows for c in ordered for parent in {*c.parents}),
    }
    labels = {label: sum(c.label == label for c in ordered) for label in sorted({c.label for c in ordered})}
    card = {"format_version": FORMAT_VERSION, **about._asdict(), "counts": counts, "concepts_by_label": labels}
    return write_card(folder, card)


def write_card(folder: pathlib.Path, card: Mapping[str, Any]) -> dict[str, Any]:
    """Adds to a card the sums of all files in the folder as they are now, and writes it there."""
    files = sorted(path.name for path in folder.iterdir() if path.name != CARD)
    sums = {name: sha256(folder / name) for name in files}
    signed = {**card, "digest": _digest_of(sums), "sha256": sums}
    (folder / CARD).write_text(json.dumps(signed, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return signed


def _digest_of(sums: Mapping[str, str]) -> str:
    lines = "".join(f"{name} {sums[name]}\n" for name in sorted(sums))
    return hashlib.sha256(lines.encode()).hexdigest()


def open_terminology(path: pathlib.Path) -> Terminology:
    """Maps the tables of a folder; refused if the folder is no terminology. Its sums are checked by `verify`."""
    card = read_card(path)
    concepts, names, parents = (_map(path / name, schema) for name, schema in _SCHEMAS.items())
    concept_of_name = _numbers(names["concept"])
    rows = np.arange(concepts.num_rows + 1, dtype=np.int32)  # another type would copy what is mapped
    first_names = np.searchsorted(concept_of_name, rows).astype(np.int32)
    children = _numbers(parents["child"])
    ends = np.cumsum([0, *card["concepts_by_label"].values()]).tolist()
    labels = {label: (ends[i], ends[i + 1]) for i, label in enumerate(card["concepts_by_label"])}
    return Terminology(
        path,
        card,
        concepts["id"],
        concepts["name"],
        names["name"],
        concept_of_name,
        first_names,
        children,
        _numbers(parents["parent"]),
        np.searchsorted(children, rows).astype(np.int32),
        labels,
    )


def verify(path: pathlib.Path) -> None:
    """Refuses a folder whose files are not those that its card names."""
    card = read_card(path)
    sums = card["sha256"]
    if card["digest"] != (expected := _digest_of(sums)):
        raise Refused(f"expected the digest {expected}", str(path / CARD), card["digest"])
    if unsigned := sorted(({file.name for file in path.iterdir()} | _SCHEMAS.keys()) - sums.keys() - {CARD}):
        raise Refused(f"expected a SHA-256 of {unsigned[0]}", str(path / CARD))
    for name, expected in sums.items():
        if not (path / name).is_file():
            raise Refused("missing", str(path / name))
        if (found := sha256(path / name)) != expected:
            raise Refused(f"expected SHA-256 {expected}", str(path / name), found)


def read_card(path: pathlib.Path) -> dict[str, Any]:
    """The card of a folder, checked as far as reading the folder depends on it."""
    where = str(path / CARD)
    try:
        if not (path / CARD).is_file():  # a pipe would be waited for
            raise FileNotFoundError("missing")
        card = json.loads((path / CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        remedy = "make one with jobs.build_terminology"
        raise Refused(f"no terminology: its card cannot be read ({error})", where, remedy=remedy) from error
    if not isinstance(card, dict) or card.get("format_version") != FORMAT_VERSION:
        found = card.get("format_version") if isinstance(card, dict) else card
        raise Refused(f"expected format_version {FORMAT_VERSION}", where, found, "build the terminology again")
    counts, sums = card.get("concepts_by_label"), card.get("sha256")
    if not (_maps_to(counts, int) and _maps_to(sums, str) and isinstance(card.get("digest"), str)):
        raise Refused("expected concepts_by_label (numbers), sha256 and digest (text)", where, sorted(card))
    return card


def _maps_to(value: object, kind: type) -> bool:
    """Whether a value of JSON is an object whose values are all of a type."""
    return isinstance(value, dict) and all(type(each) is kind for each in value.values())


def _names_of(concept: Concept) -> Iterable[str]:
    """Each name once, the preferred one first."""
    names = dict.fromkeys(" ".join(name.split()) for name in (concept.name, *concept.synonyms))
    return (name for name in names if 0 < len(name) <= LONGEST_NAME)


def _write(path: pathlib.Path, columns: Mapping[str, tuple[pa.DataType, list[Any]]]) -> None:
    schema = pa.schema([pa.field(name, kind, nullable=False) for name, (kind, _) in columns.items()])
    table = pa.table([pa.array(values, kind) for kind, values in columns.values()], schema=schema)
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, schema) as writer:
        writer.write_table(table, max_chunksize=_ROWS)


def _map(path: pathlib.Path, columns: Mapping[str, pa.DataType]) -> pa.Table:
    try:
        table = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
        table.validate()  # a column is no longer than the file
        found = dict(zip(table.schema.names, table.schema.types, strict=True))
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        raise Refused(f"not readable as an Arrow file ({error})", str(path)) from error
    if found != dict(columns) or any(column.null_count for column in table.columns):
        raise Refused(f"expected the columns {_named(columns)}, none of them empty", str(path), _named(found))
    return table


def _named(columns: Mapping[str, pa.DataType]) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in columns.items())


def _numbers(column: pa.ChunkedArray) -> np.ndarray[Any, np.dtype[np.int32]]:
    return np.asarray(column.to_numpy(), np.int32)

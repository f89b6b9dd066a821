"""Texts that a committed run has tagged: where their annotations lie, found by the hash of the text."""

import hashlib
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ner_model.entity import Entity
from transforms.runs.bundles import Bundle, RowLookup, bundles_of, row_groups
from transforms.storage import create_file, is_local, list_names, open_file, read_json, write_json

_COLUMNS = ["text_sha256", "sentences", "tokens", "entities"]
_LOOKUPS_KEPT = 64  # open bundles


class Known(NamedTuple):
    """What tagging a text once more would find."""

    sentences: int
    tokens: int
    entities: list[Entity]


def index_runs(output: str, run_ids: list[str], folder: str) -> None:
    """Writes an index of the texts that the runs have tagged; it takes 40 bytes a document, in memory too."""
    bundles = [bundle for run_id in run_ids for bundle in bundles_of(output, run_id)]
    parts = [_index_bundle(number, bundle) for number, bundle in enumerate(bundles)]
    if not parts:
        return
    rows = np.concatenate(parts)
    rows = rows[np.argsort(rows["hash"], kind="stable")]
    with create_file(f"{folder}/texts.npy") as file:
        np.save(file, rows)
    write_json(f"{folder}/entities.json", [bundle.entities for bundle in bundles])


def _index_bundle(number: int, bundle: Bundle) -> np.ndarray:
    table = pa.concat_tables(group for path in bundle.documents for group in row_groups(path, _COLUMNS))
    rows = np.empty(table.num_rows, _ROW)
    rows["hash"], rows["rest"] = _hashes(table["text_sha256"].to_pylist())
    for name in ("sentences", "tokens", "entities"):
        rows[name] = table[name].to_numpy()
    rows["bundle"] = number
    rows["first"] = np.cumsum(rows["entities"], dtype=np.int64) - rows["entities"]
    return rows


_ROW = np.dtype(
    [
        ("hash", ">u8"),  # the first half of what is kept of the sha256: 128 bits
        ("rest", ">u8"),
        ("bundle", "<i4"),
        ("first", "<i8"),  # row among the entities of the bundle
        ("entities", "<i4"),
        ("sentences", "<i4"),
        ("tokens", "<i4"),
    ]
)


def _hashes(hexadecimal: list[str]) -> tuple[np.ndarray, np.ndarray]:
    halves = np.frombuffer(bytes.fromhex("".join(text[:32] for text in hexadecimal)), ">u8").reshape(-1, 2)
    return halves[:, 0], halves[:, 1]


class KnownAnnotations:
    """Looks texts up in the index of a folder; in a folder without one, nothing is known."""

    def __init__(self, folder: str):
        names = list_names(folder)
        self._rows = _load(f"{folder}/texts.npy") if "texts.npy" in names else np.empty(0, _ROW)
        self._paths = read_json(f"{folder}/entities.json", list[list[str]]) if "entities.json" in names else []
        self._hashes = self._rows["hash"].astype(np.uint64)
        self._lookups: dict[int, RowLookup] = {}

    def find(self, text: str) -> Known | None:
        if not len(self._hashes):
            return None
        high, low = np.frombuffer(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16], ">u8")
        at = np.searchsorted(self._hashes, np.uint64(high))
        if at == len(self._hashes) or self._hashes[at] != high or self._rows["rest"][at] != low:
            return None
        row = self._rows[at]
        entities = self._entities(int(row["bundle"]), int(row["first"]), int(row["entities"]))
        if any(text[entity.start : entity.end] != entity.text for entity in entities):
            return None
        return Known(int(row["sentences"]), int(row["tokens"]), entities)

    def _entities(self, bundle: int, first: int, count: int) -> list[Entity]:
        if not count:
            return []
        if bundle not in self._lookups:
            if len(self._lookups) == _LOOKUPS_KEPT:
                self._lookups.clear()
            self._lookups[bundle] = RowLookup(self._paths[bundle])
        rows = self._lookups[bundle].slice(first, count)
        columns = [rows[name].to_pylist() for name in ("start", "end")]
        columns += [pc.cast(rows["label"], pa.string()).to_pylist()]
        columns += [rows[name].to_pylist() for name in ("text", "score", "sentence")]
        return [Entity(*fields) for fields in zip(*columns, strict=True)]


def _load(path: str) -> np.ndarray:
    rows: np.ndarray
    if is_local(path):
        rows = np.load(path, mmap_mode="r")
        return rows
    with open_file(path) as file:
        rows = np.load(file)
    return rows

"""What a night asks of the documents that were there before, at a cost that does not grow with their number.

Beside the tables of each part of a layer lies a file of Arrow, uncompressed and sorted by key, which is mapped into
memory: to find a document touches a few pages of it, where Parquet would have to unpack whole row groups.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ner_model.errors import Refused
from transforms.snapshots.manifest import INDEX, Part
from transforms.snapshots.read_parts import without_voided
from transforms.snapshots.versions import key_of
from transforms.storage import create_file
from transforms.stores.map_file import map_file
from transforms.tables.all_tables import TABLES
from transforms.writing.parquet_files import FileWritten

_DOCUMENTS = ("doc_id", "version", "source", "text_sha256", "tokens", "entities", "flags")
_NAME = pa.dictionary(pa.int32(), pa.string())
_FOUND = pa.struct([pa.field("label", _NAME), pa.field("text", _NAME), pa.field("score", pa.float32())])
_SCHEMA = pa.schema(
    [
        pa.field("key", pa.string()),
        *(TABLES["documents"].schema.field(name) for name in _DOCUMENTS),
        pa.field("found", pa.list_(_FOUND)),  # the entities of the document
    ]
)


def write_index(documents: pa.Table, entities: pa.Table, path: str, metadata: dict[str, str]) -> list[FileWritten]:
    """The index of some documents and of their entities, which are in the order of the documents."""
    if not documents.num_rows:
        return []
    rows = documents.select(_DOCUMENTS).add_column(0, "key", keys_in(documents))
    rows = rows.append_column("found", _found(documents, entities)).combine_chunks()
    order = pc.sort_indices(rows["key"]).to_numpy()
    if (np.diff(order.astype(np.int64)) < 0).any():  # ids are sorted, but `1-2` comes before `1.2`, whose key is `1`
        rows = rows.take(order).combine_chunks()
    rows = rows.cast(_SCHEMA).replace_schema_metadata(metadata)
    with create_file(path) as file:
        with pa.ipc.new_file(file, rows.schema) as writer:
            writer.write_table(rows)
        size = file.tell()
    return [FileWritten(INDEX, path, rows.num_rows, size, {}, ())]


def find_documents(parts: Iterable[Part], keys: pa.Array) -> pa.Table:
    """The documents of some layers with one of the keys, which are sorted; without those that a later layer voids."""
    found, in_order = [_plain(_SCHEMA.empty_table())], keys.to_pylist()
    for part in parts:
        rows = _read(part.path)
        here = rows["key"].chunk(0)
        first, end = bisect_left(in_order, here[0].as_py()), bisect_right(in_order, here[-1].as_py())
        if first < end:
            places = places_in(here, keys.slice(first, end - first))
            found.append(without_voided(_plain(rows.take(places)), part.voided))
    return pa.concat_tables(found).combine_chunks()


def check_index(path: str) -> int:
    """How many documents an index holds; raises `Refused` if it is damaged, all of which is looked at."""
    rows = _read(path)
    try:
        rows.validate(full=True)
    except pa.ArrowException as error:
        raise _damaged(path, error) from error
    return int(rows.num_rows)


def places_in(sorted_keys: pa.Array, wanted: pa.Array) -> np.ndarray:
    """Where the wanted keys are among sorted ones, of which none comes twice; those that are not there have no place.

    >>> places_in(pa.array(["a", "c", "e"]), pa.array(["b", "c", "e", "f"])).tolist()
    [1, 2]
    """
    low, high = np.zeros(len(wanted), np.int64), np.full(len(wanted), len(sorted_keys))
    last = len(sorted_keys) - 1
    while (low < high).any():  # halves what is left for all of the wanted at once
        middle = (low + high) // 2
        is_before = pc.less(sorted_keys.take(np.minimum(middle, last)), wanted).to_numpy(zero_copy_only=False)
        is_before &= low < high
        low, high = np.where(is_before, middle + 1, low), np.where(is_before, high, np.maximum(middle, low))
    is_there = pc.equal(sorted_keys.take(np.minimum(low, last)), wanted).to_numpy(zero_copy_only=False)
    places: np.ndarray = low[is_there]
    return places


def entities_of(documents: pa.Table) -> pa.Table:
    """The entities of documents that were found, one row each."""
    found = documents["found"].combine_chunks()
    values = found.flatten()
    columns = {name: values.field(name) for name in ("label", "text", "score")}
    return pa.table({"doc_id": documents["doc_id"].combine_chunks().take(pc.list_parent_indices(found)), **columns})


def keys_in(documents: pa.Table) -> pa.ChunkedArray:
    """The key of each document; nearly all are of version 1, whose key is their id."""
    ids = documents["doc_id"]
    others = pc.not_equal(documents["version"], 1)
    if not pc.any(others).as_py():
        return ids
    rows = documents.filter(others).select(["doc_id", "version"])
    keys = [key_of(*row) for row in zip(rows["doc_id"].to_pylist(), rows["version"].to_pylist(), strict=True)]
    return pa.chunked_array([pc.replace_with_mask(ids.combine_chunks(), others.combine_chunks(), pa.array(keys))])


def _found(documents: pa.Table, entities: pa.Table) -> pa.Array:
    ends = np.cumsum(documents["entities"].to_numpy())
    text = pc.dictionary_encode(entities["text"]).combine_chunks() if entities.num_rows else pa.array([], _NAME)
    label, score = (entities[name].combine_chunks() for name in ("label", "score"))
    values = pa.StructArray.from_arrays([label, text, score], fields=list(_FOUND))
    return pa.ListArray.from_arrays(pa.array(np.append(0, ends), pa.int32()), values)


def _plain(rows: pa.Table) -> pa.Table:
    """The rows with names written out, as each file has dictionaries of its own."""
    found = rows["found"].combine_chunks()
    values = found.values
    columns = [values.field(name).cast(type) for name, type in _PLAIN.items()]
    plain = pa.ListArray.from_arrays(found.offsets, pa.StructArray.from_arrays(columns, names=list(_PLAIN)))
    return rows.select(_DOCUMENTS).append_column("found", plain).replace_schema_metadata(None)


_PLAIN = {"label": pa.string(), "text": pa.string(), "score": pa.float32()}


def _read(path: str) -> pa.Table:
    try:
        return pa.ipc.open_file(map_file(path)).read_all()
    except (OSError, pa.ArrowException) as error:
        raise _damaged(path, error) from error


def _damaged(path: str, error: Exception) -> Refused:
    remedy = "compact with --rebase, which makes a snapshot of the runs"
    return Refused(f"the index of a snapshot is damaged ({error!s:.200})", path, remedy=remedy)

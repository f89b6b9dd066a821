"""A file of texts that runs have tagged, sorted by hash and mapped into memory, with a filter in front.

It holds what tagging a text would find, so that neither a run nor its row groups are opened to look a text up. Most
texts are new, and the filter says so of all but one in a hundred, at the cost of two to four bytes a text.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol
from uuid import uuid4

import numpy as np
import pyarrow as pa

from transforms.storage import create_file, move_file
from transforms.stores.map_file import map_file

SORTED_TEXTS = 65_536  # in memory, at a time
_BATCH_TEXTS = 512  # that are unpacked together to find one of them
_FILTER_BITS = 16  # for each text, two of which are set

FOUND = pa.struct(
    [
        pa.field("start", pa.int32()),
        pa.field("end", pa.int32()),
        pa.field("label", pa.int16()),  # number of the name
        pa.field("score", pa.float32()),
        pa.field("sentence", pa.int32()),
    ]
)
SCHEMA = pa.schema(
    [
        pa.field("hash", pa.uint64()),  # the first half of what is kept of the sha256: 128 bits
        pa.field("rest", pa.uint64()),
        pa.field("sentences", pa.int32()),
        pa.field("tokens", pa.int32()),
        pa.field("found", pa.list_(FOUND)),
    ]
)


class About(NamedTuple):
    """What is written beside the texts: the runs that tagged them, the names of labels, and how many texts at most."""

    runs: list[str]
    labels: list[str]
    texts: int


class Source(Protocol):
    """Texts by ranges of their hashes, both ends of which are multiples of the same power of two."""

    @property
    def about(self) -> About: ...

    def between(self, first: int, end: int) -> Iterator[pa.RecordBatch]:
        """The texts with hashes from the first on and before the end."""
        ...


@dataclass(frozen=True)
class Texts:
    """Texts in memory, in any order."""

    about: About
    rows: pa.RecordBatch

    def between(self, first: int, end: int) -> Iterator[pa.RecordBatch]:
        hashes = self.rows["hash"].to_numpy()
        yield self.rows.take(np.flatnonzero((hashes >= np.uint64(first)) & (hashes <= np.uint64(end - 1))))


class Segment:
    """The texts of some runs; nothing is read before somebody looks for something."""

    def __init__(self, path: str):
        self.path = path
        self._reader = pa.ipc.open_file(map_file(path), options=pa.ipc.IpcReadOptions(use_threads=False))
        self.about = About(**json.loads(self._reader.schema.metadata[b"about"]))
        self._shift = _shift_of(self._reader.num_record_batches)
        self._filter = np.frombuffer(map_file(filter_of(path)), np.uint8)

    def find(self, high: int, low: int) -> tuple[pa.RecordBatch, int] | None:
        """Where a text with both halves of the hash lies."""
        mask = 8 * len(self._filter) - 1
        if not all(self._filter[bit >> 3] >> (bit & 7) & 1 for bit in (low & mask, (low >> 32) & mask)):
            return None
        batch = self._reader.get_batch(high >> self._shift)
        at = int(np.searchsorted(batch["hash"].to_numpy(), np.uint64(high)))
        if at == batch.num_rows or batch["hash"][at].as_py() != high or batch["rest"][at].as_py() != low:
            return None
        return batch, at

    def between(self, first: int, end: int) -> Iterator[pa.RecordBatch]:
        last = end - 1
        for number in range(first >> self._shift, (last >> self._shift) + 1):
            batch = self._reader.get_batch(number)
            hashes = batch["hash"].to_numpy()
            start = int(np.searchsorted(hashes, np.uint64(first)))
            yield batch.slice(start, int(np.searchsorted(hashes, np.uint64(last), side="right")) - start)


def filter_of(path: str) -> str:
    return f"{path}.filter"


def write_segment(sources: Sequence[Source], runs: Sequence[str], path: str) -> None:
    """The texts of all sources in one file, which is there once it is whole; a batch at a time is in memory."""
    texts = sum(source.about.texts for source in sources)
    labels = sorted({label for source in sources for label in source.about.labels})
    about = About(sorted(runs), labels, texts)
    bits = np.zeros(_power_of_two(_FILTER_BITS * texts) // 8, np.uint8)
    unfinished = f"{path}.{uuid4().hex}.tmp"
    schema = SCHEMA.with_metadata({"about": json.dumps(about._asdict())})
    packed = pa.ipc.IpcWriteOptions(compression="zstd", use_threads=False)
    with create_file(unfinished) as file, pa.ipc.new_file(file, schema, options=packed) as writer:
        for batch in _batches(sources, texts, labels):
            _add(bits, batch["rest"].to_numpy())
            writer.write_batch(batch)
    with create_file(filter_of(path)) as file:
        file.write(bits.tobytes())
    move_file(unfinished, path)


def _batches(sources: Sequence[Source], texts: int, labels: list[str]) -> Iterator[pa.RecordBatch]:
    """As many as a power of two, each with the hashes of an equal part of all that there can be."""
    number = _power_of_two(-(-texts // _BATCH_TEXTS))
    together = _power_of_two(SORTED_TEXTS // _BATCH_TEXTS)
    shift = _shift_of(number)
    for first in range(0, number, together):
        end = min(first + together, number)
        rows = _sorted_between(sources, first << shift, end << shift, labels)
        lasts = np.array([((each + 1) << shift) - 1 for each in range(first, end)], np.uint64)
        stops = np.searchsorted(rows["hash"].to_numpy(), lasts, side="right").tolist()
        for start, stop in zip([0, *stops], stops, strict=False):
            yield rows.slice(start, stop - start)


def _sorted_between(sources: Sequence[Source], first: int, end: int, labels: list[str]) -> pa.RecordBatch:
    batches = [
        _with_labels(batch, source.about.labels, labels) for source in sources for batch in source.between(first, end)
    ]
    rows = pa.Table.from_batches(batches, SCHEMA).combine_chunks()
    hashes, rests = (rows[name].to_numpy() for name in ("hash", "rest"))
    order = np.lexsort((rests, hashes))
    is_again = (np.diff(hashes[order]) == 0) & (np.diff(rests[order]) == 0)
    chosen = rows.take(order[~np.append(np.zeros(min(len(order), 1), bool), is_again)]).combine_chunks().to_batches()
    return chosen[0] if chosen else pa.RecordBatch.from_pylist([], SCHEMA)


def _with_labels(batch: pa.RecordBatch, names: list[str], labels: list[str]) -> pa.RecordBatch:
    """The batch with the numbers that its labels have among others."""
    found = batch["found"]
    values = found.flatten()
    numbers = np.array([labels.index(name) for name in names], np.int16)[values.field("label").to_numpy()]
    columns = [pa.array(numbers) if field.name == "label" else values.field(field.name) for field in FOUND]
    offsets = pa.array(found.offsets.to_numpy() - found.offsets[0].as_py(), pa.int32())
    lists = pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(columns, fields=list(FOUND)))
    return pa.RecordBatch.from_arrays([*batch.columns[:-1], lists], schema=SCHEMA)


def _add(bits: np.ndarray, rests: np.ndarray) -> None:
    mask = np.uint64(8 * len(bits) - 1)
    for places in (rests & mask, (rests >> np.uint64(32)) & mask):
        values = np.uint8(1) << (places & np.uint64(7)).astype(np.uint8)
        np.bitwise_or.at(bits, (places >> np.uint64(3)).astype(np.int64), values)


def _power_of_two(least: int) -> int:
    """
    >>> [_power_of_two(number) for number in (1, 4, 5)]
    [1, 4, 8]
    """
    return 1 << (least - 1).bit_length()


def _shift_of(batches: int) -> int:
    """By how much a hash is shifted to give the number of its batch."""
    return 64 - (batches.bit_length() - 1)

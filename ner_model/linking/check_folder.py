"""Whether the files of a terminology fit each other, so that no link is made of what somebody changed and signed again.

All of it is read once, before a run; workers map the files and trust them.
"""

import pathlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from ner_model.errors import Refused
from ner_model.linking.arrays import Array
from ner_model.linking.composites import MOST, Composites, open_composites
from ner_model.linking.name_index import GRAMS
from ner_model.linking.terminology import Terminology, open_terminology, verify
from ner_model.stored_arrays import shape_of


class _Field(NamedTuple):
    """An array of an index: its type, and of what its values are numbers (`names`, `words`); none of numbers only."""

    kind: str
    of: str = ""


_LISTS = {"words_of": "words", "names_with": "names", "words_with": "words", "synonyms": "words"}
_FIELDS: Mapping[str, _Field] = {
    "keys": _Field("uint64"),
    "key_rows": _Field("int32", "names"),
    "words": _Field("uint64"),
    "gram_counts": _Field("int32"),
    "concepts": _Field("int32"),
    "weights": _Field("float32"),
    "totals": _Field("float32"),
    "beliefs": _Field("float32"),
    "counts": _Field("float32"),
    **{f"{name}.firsts": _Field("int64") for name in _LISTS},
    **{f"{name}.values": _Field("int32", of) for name, of in _LISTS.items()},
}


def check_terminology(path: pathlib.Path) -> None:
    """Raises `Refused`, with the file, for a folder that is damaged or whose files contradict each other."""
    verify(path)
    terminology = open_terminology(path)
    _check_tables(terminology)
    for number, (label, (start, end)) in enumerate(terminology.labels.items()):
        if label and (path / f"index{number}.counts.npy").exists():
            _check_index(path, f"index{number}", start, end)


def _check_tables(terminology: Terminology) -> None:
    concepts, path = len(terminology.ids), terminology.path
    for name, columns in (("concepts", (terminology.ids, terminology.preferred)), ("names", (terminology.names,))):
        for column in columns:
            try:
                column.validate(full=True)
            except pa.ArrowInvalid as error:
                raise Refused(f"damaged ({error!s:.200})", str(path / f"{name}.arrow")) from error
    rows = terminology.concept_of_name
    _refuse_unless(_is_sorted(rows) and _are_below(rows, concepts), path / "names.arrow", "rows of concepts, in order")
    edges = path / "parents.arrow"
    _refuse_unless(_is_sorted(terminology.children), edges, "children in their order")
    _refuse_unless(_are_below(terminology.children, concepts), edges, f"children below {concepts}")
    _refuse_unless(_are_below(terminology.parents, concepts), edges, f"parents below {concepts}")
    listed = terminology.labels.values()
    sizes_fit = all(start <= end for start, end in listed) and [*listed][-1:] and [*listed][-1][1] == concepts
    _refuse_unless(
        bool(sizes_fit) or not concepts, path / "terminology.json", f"concepts_by_label of {concepts} concepts"
    )


def _check_index(folder: pathlib.Path, name: str, start: int, end: int) -> None:
    """An index of the concepts in `[start, end)`."""
    arrays = {field: _array(folder / f"{name}.{field}.npy", kind.kind, 1) for field, kind in _FIELDS.items()}
    counts = {"names": len(arrays["totals"]), "words": len(arrays["words"])}
    for field, expected in _lengths(arrays, counts):
        found = len(arrays[field])
        _refuse_unless(found == expected, folder / f"{name}.{field}.npy", f"{expected} numbers", found)
    for field, kind in _FIELDS.items():
        path, array = folder / f"{name}.{field}.npy", arrays[field]
        if kind.of:
            _refuse_unless(_are_below(array, counts[kind.of]), path, f"numbers below {counts[kind.of]}")
        elif kind.kind == "float32":
            _refuse_unless(_are_amounts(array), path, "finite numbers from 0")
        elif field in ("keys", "words") or field.endswith(".firsts"):
            _refuse_unless(_is_sorted(array), path, "numbers in their order")
    _check_lists(folder, name, arrays)
    priors = _array(folder / f"{name}.priors.npy", "int32", 2)
    _refuse_unless(_are_amounts(priors[:, 1]), folder / f"{name}.priors.npy", "counts from 0")
    for field, rows in (("concepts", arrays["concepts"]), ("priors", priors[:, 0])):
        fits = not len(rows) or (rows.min() >= start and rows.max() < end)
        _refuse_unless(bool(fits), folder / f"{name}.{field}.npy", f"concepts from {start} to below {end}")
    _check_composites(folder, name, start, end)


def _check_lists(folder: pathlib.Path, name: str, arrays: Mapping[str, Array]) -> None:
    """The lists of an index, whose bounds and values are checked, hold no number twice, and are as many as counted."""
    for each in _LISTS:
        firsts, values = arrays[f"{each}.firsts"], arrays[f"{each}.values"]
        falls = np.flatnonzero(values[1:] <= values[:-1]) + 1
        rises = bool(np.isin(falls, firsts).all())
        _refuse_unless(rises, folder / f"{name}.{each}.values.npy", "numbers that rise in each list")
    counted = np.bincount(arrays["words_with.values"], minlength=len(arrays["words"]))
    fits = np.array_equal(counted, arrays["gram_counts"])
    _refuse_unless(fits, folder / f"{name}.gram_counts.npy", "how many lists of words_with each word is in")


def _check_composites(folder: pathlib.Path, name: str, start: int, end: int) -> None:
    keys, concepts, shares = (folder / f"{name}.composite_{field}.npy" for field in Composites._fields)
    shape_of(keys, (None,), "uint64")
    shape_of(concepts, (None, MOST), "int32")
    shape_of(shares, (None,), "float32")
    composites = open_composites(folder, name)
    _refuse_unless(_is_sorted(composites.keys), keys, "numbers in their order")
    counts = {len(array) for array in composites}
    _refuse_unless(len(counts) == 1, concepts, f"{len(composites.keys)} rows", len(composites.concepts))
    named = composites.concepts[composites.concepts >= 0]
    fits = not len(named) or (named.min() >= start and named.max() < end)
    _refuse_unless(bool(fits), concepts, f"concepts from {start} to below {end}")
    _refuse_unless(bool(np.isfinite(composites.shares).all()), shares, "finite numbers")


def _lengths(arrays: Mapping[str, Array], counts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """How long each array must be, by the names and the words that there are."""
    for field in ("concepts", "counts"):
        yield field, counts["names"]
    for field in ("weights", "gram_counts"):
        yield field, counts["words"]
    yield "key_rows", len(arrays["keys"])
    yield "beliefs", len(arrays["synonyms.values"])
    rows = {
        "words_of": counts["names"],
        "names_with": counts["words"],
        "words_with": GRAMS,
        "synonyms": counts["words"],
    }
    for name in _LISTS:
        yield f"{name}.firsts", rows[name] + 1
        firsts = arrays[f"{name}.firsts"]
        yield f"{name}.values", int(firsts[-1]) if len(firsts) and firsts[0] == 0 else -1


def _array(path: pathlib.Path, kind: str, dimensions: int) -> Array:
    shape_of(path, (None, 2)[:dimensions], kind)
    array: np.ndarray[Any, Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    _refuse_unless(array.flags.aligned, path, f"numbers at multiples of their {array.itemsize} bytes")
    return array


def _is_sorted(array: Array) -> bool:
    return bool((array[1:] >= array[:-1]).all())


def _are_below(array: Array, count: int) -> bool:
    return not len(array) or bool(array.min() >= 0 and array.max() < count)


def _are_amounts(array: Array) -> bool:
    return not len(array) or bool(array.min() >= 0 and np.isfinite(array.max()))


def _refuse_unless(fits: bool, path: pathlib.Path, wanted: str, found: object = None) -> None:
    if not fits:
        raise Refused(f"expected {wanted}", str(path), found, "build the terminology again")

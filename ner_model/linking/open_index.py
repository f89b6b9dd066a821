"""The look-up files of a terminology: for each label an index of its names, and what a corpus taught of them."""

import pathlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from ner_model.linking.arrays import Array, Lists
from ner_model.linking.candidates import Finder, Learned, Searcher
from ner_model.linking.composites import Several, learn_composites, open_composites, save_composites
from ner_model.linking.name_index import NameIndex, build_index, open_index, save_index
from ner_model.linking.native_candidates import NativeSearcher
from ner_model.linking.synonyms import SimilarWords, learn_synonyms
from ner_model.linking.terminology import Terminology, open_terminology, read_card, write_card
from ner_model.native_library import library_in_use

Searchers = Mapping[str, Searcher]


class LearnedName(NamedTuple):
    """How often annotators took a mention for a concept, or for several."""

    name: str
    concept_ids: tuple[str, ...]
    uses: int


def index_terminology(folder: pathlib.Path, learned: Iterable[LearnedName] = (), corpus: str = "") -> dict[str, Any]:
    """Writes the look-up files of a terminology, learned names of a corpus among them; returns the new card."""
    terminology = open_terminology(folder)
    rows = {concept_id: row for row, concept_id in enumerate(terminology.ids.to_pylist())}
    known = [
        (each.name, tuple(rows[one] for one in each.concept_ids), each.uses)
        for each in learned
        if rows.keys() >= {*each.concept_ids}
    ]
    for number, (label, (start, end)) in enumerate(terminology.labels.items()):
        if label:
            of_label = [each for each in known if all(start <= row < end for row in each[1])]
            save_composites(learn_composites(of_label), folder, f"index{number}")
            single = [(name, *concepts, uses) for name, concepts, uses in of_label if len(concepts) == 1]
            _write_label(terminology, number, start, end, single)
    card = {**read_card(folder), "learned_names": len(known), "learned_from": corpus}
    return write_card(folder, card)


def _write_label(
    terminology: Terminology, number: int, start: int, end: int, learned: list[tuple[str, int, int]]
) -> None:
    first, last = int(terminology.first_names[start]), int(terminology.first_names[end])
    names = terminology.names.slice(first, last - first).to_pylist()
    concepts = np.append(terminology.concept_of_name[first:last], [row for _, row, _ in learned]).astype(np.int32)
    index = build_index([*names, *(name for name, _, _ in learned)], concepts)
    synonyms, beliefs = learn_synonyms(index)
    priors: Counter[int] = Counter()
    for _, row, count in learned:
        priors[row] += count
    folder, name = terminology.path, f"index{number}"
    save_index(index, folder, name)
    np.save(folder / f"{name}.synonyms.firsts.npy", synonyms.firsts)
    np.save(folder / f"{name}.synonyms.values.npy", synonyms.values)
    np.save(folder / f"{name}.beliefs.npy", beliefs)
    counts = np.append(np.zeros(len(names), np.float32), [count for _, _, count in learned]).astype(np.float32)
    np.save(folder / f"{name}.counts.npy", counts)
    np.save(folder / f"{name}.priors.npy", np.array(sorted(priors.items()), np.int32).reshape(-1, 2))


def open_searchers(terminology: Terminology) -> Searchers:
    """By label, those that say what a document itself has taught; in Python."""
    return {label: Searcher(label, *parts) for label, parts in _open_labels(terminology)}


def open_finders(terminology: Terminology) -> Mapping[str, Finder]:
    """By label; compiled ones if there is a library."""
    library = library_in_use()
    if library is None:
        return open_searchers(terminology)
    return {label: NativeSearcher(library, label, *parts) for label, parts in _open_labels(terminology)}


def open_all_composites(terminology: Terminology) -> dict[str, Several]:
    """By label."""
    return {
        label: open_composites(terminology.path, f"index{number}").by_key()
        for number, label in enumerate(terminology.labels)
        if label and (terminology.path / f"index{number}.composite_keys.npy").is_file()
    }


def _open_labels(terminology: Terminology) -> Iterator[tuple[str, tuple[NameIndex, SimilarWords, Learned]]]:
    """What is looked up is mapped from the files, which all processes of a machine share."""
    kinds = np.bincount(terminology.parents, minlength=len(terminology.ids)).astype(np.int32)
    for number, label in enumerate(terminology.labels):
        if label and (terminology.path / f"index{number}.counts.npy").is_file():
            yield label, _open_label(terminology.path, f"index{number}", kinds)


def _open_label(folder: pathlib.Path, name: str, kinds: Array) -> tuple[NameIndex, SimilarWords, Learned]:
    def load(field: str) -> Array:
        array: Array = np.load(folder / f"{name}.{field}.npy", mmap_mode="r", allow_pickle=False)
        return array.view(np.ndarray)  # as a plain array, which is faster to index

    index = open_index(folder, name)
    similar = SimilarWords(index, Lists(load("synonyms.firsts"), load("synonyms.values")), load("beliefs"))
    priors = {int(concept): float(count) for concept, count in load("priors")}
    return index, similar, Learned(load("counts"), priors, kinds)

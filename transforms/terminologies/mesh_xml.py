"""MeSH as NLM publishes it: `desc2026.xml` has the descriptors, `supp2026.xml` the supplementary concepts.

Records are read one at a time. No document type is read, no entity resolved, no address fetched.
"""

import pathlib
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple, cast

from lxml import etree

from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from transforms.terminologies.lines import open_plain
from transforms.terminologies.mesh_tree import label_of, parents_of

_ROOTS = {"DescriptorRecordSet": "DescriptorRecord", "SupplementalRecordSet": "SupplementalRecord"}
_PREFIXES = {"DescriptorRecord": "Descriptor", "SupplementalRecord": "SupplementalRecord"}  # of UI and Name
_MAX_ELEMENTS = 1_000_000  # of a record


class _Record(NamedTuple):
    id: str
    names: list[str]
    tree_numbers: list[str]
    mapped_to: list[str]


def read_mesh(paths: Sequence[pathlib.Path]) -> Iterator[Concept]:
    """The concepts of all files. A supplementary concept is a kind of the descriptors that it is mapped to."""
    records = [record for path in paths for record in _records(path)]
    trees = {record.id: record.tree_numbers for record in records if not record.mapped_to}
    parents = parents_of(trees)
    labels = {descriptor: label_of(numbers) for descriptor, numbers in trees.items()}
    for record in records:
        name, *synonyms = record.names
        above = tuple(record.mapped_to) or parents[record.id]
        found = {labels.get(parent, "") for parent in record.mapped_to} | {labels.get(record.id, "")}
        label = next((each for each in ("Disease", "Chemical", "Species") if each in found), "")
        yield Concept(record.id, name, tuple(synonyms), above, label)


def _records(path: pathlib.Path) -> Iterator[_Record]:
    with open_plain(path) as file:
        try:
            yield from _parse(file, path)
        except etree.XMLSyntaxError as error:
            raise Refused(f"not well-formed XML ({error})", str(path)) from error


def _parse(file: BinaryIO, path: pathlib.Path) -> Iterator[_Record]:
    events = etree.iterparse(
        file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    _, root = next(iter(events))
    _check_root(root, path)
    elements = 0
    for event, element in events:
        elements += event == "start"
        if elements > _MAX_ELEMENTS:
            raise Refused(f"a record of more than {_MAX_ELEMENTS:,} elements", str(path))
        if event == "end" and element.getparent() is root:
            if element.tag == _ROOTS[root.tag]:
                yield _record(element, path)
            element.clear()
            while element.getprevious() is not None:  # the parser is ahead: what comes after is there already
                del root[0]
            elements = 0


def _check_root(root: etree._Element, path: pathlib.Path) -> None:
    if root.tag not in _ROOTS:
        raise Refused(f"expected a {' or a '.join(_ROOTS)}", str(path), root.tag)
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(declared.iterentities()):
        raise Refused("the file declares entities, which no file of MeSH does", str(path))


def _record(element: etree._Element, path: pathlib.Path) -> _Record:
    kind = _PREFIXES[element.tag]
    name = element.findtext(f"{kind}Name/String") or ""
    terms = cast(list[str], element.xpath("ConceptList/Concept/TermList/Term/String/text()"))
    mapped = cast(
        list[str], element.xpath("HeadingMappedToList/HeadingMappedTo/DescriptorReferredTo/DescriptorUI/text()")
    )
    record_id = element.findtext(f"{kind}UI") or ""
    if not record_id or not name:
        raise Refused("a record without an id or a name", f"{path}:{element.sourceline}", record_id or name)
    trees = cast(list[str], element.xpath("TreeNumberList/TreeNumber/text()"))
    return _Record(record_id, [name, *terms], trees, [each.lstrip("*") for each in mapped])

"""Ontologies in the OBO flat file format 1.2 and 1.4: MONDO, Disease Ontology, HPO, ChEBI, ...

Published files break the grammar often enough that a strict parser refuses them; names and parents need little of it.
"""

import pathlib
import re
from collections.abc import Iterator

from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from transforms.terminologies.lines import lines_of

_TAG = re.compile(r"([\w-]+):\s*(.*)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_COMMENT = re.compile(r"(?<!\\)\s[!{].*")


def read_obo(path: pathlib.Path, label: str) -> Iterator[Concept]:
    """A concept for each term that is not obsolete; of its synonyms, exact ones and those that do not say."""
    stanza: list[tuple[str, str]] | None = None
    is_obo = False
    for number, line in enumerate(lines_of(path), 1):
        if line.startswith("["):
            yield from _concept(stanza, label)
            stanza = [] if line.strip() == "[Term]" else None
            is_obo = True
        elif match := _TAG.match(line):
            is_obo |= match[1] == "format-version"
            if stanza is not None:
                stanza.append((match[1], match[2]))
        elif line.strip() and not line.startswith("!") and not is_obo:
            raise Refused("not an OBO file", f"{path}:{number}", line)
    yield from _concept(stanza, label)


def _concept(stanza: list[tuple[str, str]] | None, label: str) -> Iterator[Concept]:
    values: dict[str, list[str]] = {}
    for tag, value in stanza or []:
        values.setdefault(tag, []).append(value)
    if not values.get("id") or not values.get("name") or values.get("is_obsolete", [""])[0].startswith("true"):
        return
    synonyms = (name for value in values.get("synonym", []) for name in _synonym(value))
    parents = tuple(_COMMENT.sub("", value).strip() for value in values.get("is_a", []))
    concept_id = _COMMENT.sub("", values["id"][0]).strip()
    yield Concept(concept_id, _plain(values["name"][0]), tuple(synonyms), parents, label)


def _synonym(value: str) -> Iterator[str]:
    match = _QUOTED.match(value)
    if match and not value[match.end() :].lstrip().startswith(("BROAD", "NARROW", "RELATED")):
        yield _plain(match[1])


def _plain(value: str) -> str:
    return _ESCAPE.sub(lambda match: {"n": " ", "t": " ", "W": " "}.get(match[1], match[1]), value).strip()

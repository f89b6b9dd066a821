"""Further names of concepts: a table with the columns `id` and `name`, as NLM's `DescriptorUI` and `TermName`."""

import pathlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from transforms.terminologies.lines import lines_of

_IDS, _NAMES = ("id", "DescriptorUI"), ("name", "TermName")
_PERMUTED = "IsPermutedTermYN"  # NLM's: a name that is there in another order of its words


def with_more_names(concepts: Iterable[Concept], path: pathlib.Path) -> Iterator[Concept]:
    """Concepts with what a table names them besides; names of ids that are not among them are left out."""
    names = _names_in(path)
    for concept in concepts:
        yield concept._replace(synonyms=(*concept.synonyms, *names.get(concept.id, ())))


def _names_in(path: pathlib.Path) -> dict[str, list[str]]:
    lines = enumerate(lines_of(path), 1)
    _, head = next(lines)
    columns = head.split("\t")
    id_column, name_column = (next((name for name in names if name in columns), "") for names in (_IDS, _NAMES))
    if not id_column or not name_column:
        raise Refused("expected the columns id and name", f"{path}:1", head)
    found = defaultdict(list)
    for number, line in lines:
        fields = line.split("\t")
        if len(fields) != len(columns):
            raise Refused(f"expected {len(columns)} fields", f"{path}:{number}", len(fields))
        row = dict(zip(columns, fields, strict=True))
        if row.get(_PERMUTED) != "Y":
            found[row[id_column]].append(row[name_column])
    return dict(found)

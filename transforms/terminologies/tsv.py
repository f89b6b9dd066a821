"""A table of tab-separated values: `id`, `name`, `synonyms`, `parents` and perhaps `label`, with those at its head."""

import pathlib
from collections.abc import Iterator

from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from transforms.terminologies.lines import lines_of

COLUMNS = ("id", "name", "synonyms", "parents", "label")


def read_tsv(path: pathlib.Path, label: str) -> Iterator[Concept]:
    """A concept a row; synonyms and parents are separated by `|`. A row without a label has the one given."""
    lines = enumerate(lines_of(path), 1)
    _, head = next(lines)
    columns = head.split("\t")
    if not {"id", "name"} <= set(columns) <= set(COLUMNS):
        raise Refused(f"expected the columns {', '.join(COLUMNS)}, the first two at least", f"{path}:1", head)
    for number, line in lines:
        if not line:
            continue
        fields = line.split("\t")
        if len(fields) != len(columns):
            raise Refused(f"expected {len(columns)} fields", f"{path}:{number}", len(fields))
        row = dict(zip(columns, fields, strict=True))
        synonyms, parents = (_several(row.get(name, "")) for name in ("synonyms", "parents"))
        yield Concept(row["id"].strip(), row["name"], synonyms, parents, row.get("label") or label)


def _several(field: str) -> tuple[str, ...]:
    return tuple(part for part in map(str.strip, field.split("|")) if part)

"""Genes as HGNC publishes them: a table with `hgnc_id`, `symbol`, `name` and more, in either spelling of these."""

import pathlib
from collections.abc import Iterator

from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from transforms.terminologies.lines import lines_of

_ID, _SYMBOL, _NAME, _STATUS = ("hgnc id", "symbol", "name", "status")
_OTHERS = ("alias symbols", "alias symbol", "alias name", "alias names", "prev symbol", "previous symbols", "prev name")


def read_hgnc(path: pathlib.Path, label: str = "Gene") -> Iterator[Concept]:
    """An approved gene a row; withdrawn ones are left out."""
    lines = enumerate(lines_of(path), 1)
    _, head = next(lines)
    columns = [column.strip().lower().replace("_", " ").removeprefix("approved ") for column in head.split("\t")]
    if not {_ID, _SYMBOL, _NAME} <= set(columns):
        raise Refused("expected the columns hgnc_id, symbol and name", f"{path}:1", head)
    for number, line in lines:
        fields = line.split("\t")
        if len(fields) > len(columns):
            raise Refused(f"expected {len(columns)} fields", f"{path}:{number}", len(fields))
        row = dict(zip(columns, fields, strict=False))
        if line and row.get(_STATUS, "Approved") == "Approved":
            others = [part.strip() for column in _OTHERS for part in _several(row.get(column, ""))]
            names = tuple(filter(None, [row[_NAME], *others]))
            yield Concept(row[_ID], row[_SYMBOL], names, label=label)


def _several(field: str) -> list[str]:
    """Names in one field: `A|B` with quotation marks in files of today, `A, B` in those of the custom download."""
    return field.strip('"').split("|") if "|" in field or '"' in field else field.split(", ")

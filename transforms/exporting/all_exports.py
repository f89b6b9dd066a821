"""The formats that annotations can be exported in: a new one is a file in `formats` and a line here."""

from ner_model.errors import Refused
from transforms.exporting.export_format import ExportFormat
from transforms.exporting.formats import (
    bioc_json,
    bioc_xml,
    brat,
    conll,
    csv,
    docbin,
    label_studio,
    prodigy,
    pubtator,
    web_annotation,
)

EXPORTS: tuple[ExportFormat, ...] = (
    pubtator.FORMAT,
    bioc_xml.FORMAT,
    bioc_json.FORMAT,
    brat.FORMAT,
    conll.FORMAT,
    docbin.FORMAT,
    csv.FORMAT,
    web_annotation.FORMAT,
    label_studio.FORMAT,
    prodigy.FORMAT,
)


def export_names() -> list[str]:
    """What `--format` of `jobs.export` may be."""
    return [export.name for export in EXPORTS]


def export_named(name: str) -> ExportFormat:
    """Raises `Refused` if there is no such format."""
    found = next((export for export in EXPORTS if export.name == name), None)
    if found is None:
        raise Refused(f"the format must be one of {', '.join(export_names())}", value=name)
    return found


def table() -> str:
    """The formats as the documentation lists them."""
    rows = [f"| `{export.name}` | {export.about} |" for export in EXPORTS]
    return "\n".join(["| format | what is written |", "|---|---|", *rows])


if __name__ == "__main__":
    print(table())

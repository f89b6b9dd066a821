"""The formats that can be read. Detection asks them in this order; the last takes any text that no other knows."""

from ner_model.errors import Refused
from transforms.reading.format import Format
from transforms.reading.formats import (
    bibtex,
    bioc_json,
    bioc_xml,
    csv,
    endnote,
    jats,
    json_array,
    jsonl,
    medline,
    nbib,
    parquet,
    pubtator,
    ris,
    tei,
    text,
)

FORMATS: tuple[Format, ...] = (
    parquet.FORMAT,
    medline.FORMAT,
    jats.FORMAT,
    tei.FORMAT,
    bioc_xml.FORMAT,
    endnote.FORMAT,
    bioc_json.FORMAT,
    jsonl.FORMAT,
    json_array.FORMAT,
    pubtator.FORMAT,
    ris.FORMAT,
    nbib.FORMAT,
    bibtex.FORMAT,
    csv.FORMAT,
    text.FORMAT,
)


def names() -> list[str]:
    """What `--format` may be."""
    return [format.name for format in FORMATS]


def format_named(name: str) -> Format:
    """Raises ValueError if there is no such format."""
    found = next((format for format in FORMATS if format.name == name), None)
    if found is None:
        raise Refused(f"the format must be one of {', '.join(names())}. Received: format={name!r}")
    return found


def readme_table() -> str:
    """The formats as the README lists them."""
    rows = [f"| `{format.name}` | {' '.join(format.suffixes)} | {format.about} |" for format in FORMATS]
    return "\n".join(["| format | names end with | what is read |", "|---|---|---|", *rows])


if __name__ == "__main__":
    print(readme_table())

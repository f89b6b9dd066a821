from pathlib import Path

import pytest

from ner_model.errors import Refused
from transforms.exporting.all_exports import EXPORTS, export_named, export_names, table

ROOT = Path(__file__).parents[3]


def test_every_file_of_a_format_is_listed():
    files = {path.stem for path in (ROOT / "transforms" / "exporting" / "formats").glob("*.py")}
    assert len(EXPORTS) == len(files - {"__init__", "names", "bioc_passages"})


def test_an_unknown_format_is_refused_with_those_that_there_are():
    with pytest.raises(Refused, match="pubtator, bioc_xml"):
        export_named("docx")
    assert export_names()[0] == "pubtator"


def test_the_documentation_lists_each_format():
    assert table().count("\n") == 1 + len(EXPORTS)
    assert "| `bioc_xml` | BioC XML, a passage for each section |" in table()

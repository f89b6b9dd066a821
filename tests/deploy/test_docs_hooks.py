from pathlib import Path

import pytest

from deploy.docs_hooks import COMMANDS, PARTS, on_page_markdown, tables
from transforms.exporting.all_exports import table
from transforms.tables.all_tables import TABLES

ROOT = Path(__file__).parents[2]


def test_a_mark_becomes_what_the_code_says():
    assert on_page_markdown("A\n\n{{ exports }}\nB") == f"A\n\n{table()}\n\nB"


def test_a_mark_that_stands_for_nothing_is_an_error():
    with pytest.raises(KeyError, match="nothing"):
        on_page_markdown("{{ nothing }}")


def test_every_part_is_on_a_page():
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    assert {name for name in PARTS if f"{{{{ {name} }}}}" not in text} == set()


def test_every_column_of_the_tables_for_readers_is_listed():
    listed = tables()
    columns = {name for table in TABLES.values() if table.for_readers for name in table.schema.names}
    assert {name for name in columns if f"| `{name}` |" not in listed} == set()


def test_every_page_is_in_the_navigation():
    pages = {str(path.relative_to(ROOT / "docs")) for path in (ROOT / "docs").rglob("*.md")}
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert {page for page in pages if f"- {page}\n" not in navigation} == set()


def test_every_command_has_its_help():
    ours = {path.stem for path in (ROOT / "jobs").glob("*.py")} - {"__init__"}
    assert ours - set(COMMANDS) == set()

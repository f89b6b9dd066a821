from pathlib import Path

import pytest

from transforms.tables.all_tables import TABLES

README = Path(__file__).parent.parent.parent.parent / "README.md"


def test_the_readme_has_every_table_that_is_for_readers():
    lines = [
        f"| `{table.name}` | {table.of} | {', '.join(f'`{column}`' for column in table.schema.names)} |"
        for table in TABLES.values()
        if table.for_readers
    ]
    text = README.read_text(encoding="utf-8")
    begin = text.index("| table | a row is | columns |")
    assert text[begin:].splitlines()[2 : 2 + len(lines) + 1] == [*lines, ""]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_rows_still_have_the_schema(table):
    assert table.rows([]).schema == table.schema
    assert table.empty().num_rows == 0


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_keys_and_repeated_columns_are_columns(table):
    assert {*table.key, *table.repeated} <= set(table.schema.names)
    assert table.counted_by is None or table.counted_by in TABLES["documents"].schema.names

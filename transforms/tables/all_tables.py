"""The list of all tables: a new one is a file of this folder and a name in this list."""

from transforms.tables.dead_letters import DEAD_LETTERS
from transforms.tables.deletions import DELETIONS
from transforms.tables.documents import DOCUMENTS
from transforms.tables.entities import ENTITIES
from transforms.tables.table import Table

TABLES = {table.name: table for table in (ENTITIES, DOCUMENTS, DEAD_LETTERS, DELETIONS)}


def snapshot_tables() -> dict[str, Table]:
    """The tables that a snapshot has, by name."""
    return {name: table for name, table in TABLES.items() if table.key}


def columns_as_markdown() -> str:
    """The columns of the tables that readers know, as the documentation lists them."""
    lines = []
    for table in TABLES.values():
        if table.for_readers:
            lines += [f"\n## {table.name}\n", f"A row is {table.of}.\n", "| column | type | |", "|---|---|---|"]
            lines += [f"| `{field.name}` | {field.type} | {_nullable(field.nullable)} |" for field in table.schema]
    return "\n".join(lines).replace("dictionary<values=string, indices=int32, ordered=0>", "string (dictionary)")


def _nullable(nullable: bool) -> str:
    return "may be null" if nullable else ""


if __name__ == "__main__":
    print(columns_as_markdown())

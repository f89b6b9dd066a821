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

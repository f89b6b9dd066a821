"""What pages of the documentation take from the code, for mkdocs: `{{ tables }}`, `{{ commands }}`, and so on."""

import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
COMMANDS = (
    "tag_corpus",
    "compact_annotations",
    "check",
    "report",
    "browse",
    "export",
    "compare_models",
    "build_terminology",
    "count_pairs",
    "suggest",
)
_MARK = re.compile(r"\{\{ (\w+) \}\}")


def on_page_markdown(markdown: str, **_: Any) -> str:
    """mkdocs calls this for each page; raises KeyError for a mark that stands for nothing."""
    return _MARK.sub(lambda found: PARTS[found[1]](), markdown)


@cache
def commands() -> str:
    """The help of each command, as it prints it."""
    return "\n".join(f"## {name}\n\n```text\n{_output(f'jobs.{name}', '--help')}```\n" for name in COMMANDS)


def formats() -> str:
    return _output("transforms.reading.all_formats")


def exports() -> str:
    return _output("transforms.exporting.all_exports")


def corpora() -> str:
    return _output("training.corpora.all_formats")


@cache
def tables() -> str:
    """The columns of each table that readers know, from its schema."""
    return _output("transforms.tables.all_tables")


def _output(module: str, *arguments: str) -> str:
    """What a module prints; in a process of its own, at a width that suits a page."""
    command = [sys.executable, "-m", module, *arguments]
    environment = {"COLUMNS": "100", "PATH": "", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


PARTS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "corpora": corpora,
    "exports": exports,
    "formats": formats,
    "tables": tables,
}

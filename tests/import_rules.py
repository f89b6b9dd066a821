"""What each package and each room may import of the project, and what no module of a package may import at all."""

import ast
from collections.abc import Iterator
from pathlib import Path

EVERYWHERE = {"pickle", "dill", "joblib"}  # what they load can be code

NOT_FOR = {
    "jobs": {"tensorflow", "keras"},
    "transforms": {"tensorflow", "keras"},
    "ner_model": {"apache_beam", "argparse"},
    "training": {"apache_beam"},
    "literature_tagger": {"tensorflow", "keras"},
    "benchmarks": set(),
    "deploy": {"tensorflow", "keras"},
}

# A module belongs to the room with the longest name that fits. It may import from its own room and from those listed:
# `transforms` stands for the modules that lie directly in that folder, `transforms.*` for those of all its rooms too.
ROOMS = {
    "ner_model": {"ner_model.reranking"},
    "ner_model.reranking": {"ner_model"},
    "ner_model.linking": {"ner_model"},
    "transforms": {"ner_model", "ner_model.linking", "transforms.s3"},
    "transforms.s3": {"ner_model", "transforms"},
    "transforms.stores": {"ner_model", "transforms", "transforms.s3"},
    "transforms.reading": {"ner_model", "transforms", "transforms.reading.bytes", "transforms.reading.formats"},
    "transforms.reading.bytes": {"transforms", "transforms.reading"},
    "transforms.reading.formats": {"transforms", "transforms.reading", "transforms.reading.bytes"},
    "transforms.tables": {"transforms", "ner_model", "ner_model.linking"},
    "transforms.writing": {"transforms", "transforms.tables"},
    "transforms.runs": {"ner_model", "transforms", "transforms.tables", "transforms.writing"},
    "transforms.tagging": {"transforms", "transforms.runs", "transforms.stores", "ner_model", "ner_model.linking"},
    "transforms.concepts": {"transforms"},
    "transforms.terminologies": {"ner_model", "ner_model.linking"},
    "transforms.snapshots": {
        "transforms",
        "transforms.runs",
        "transforms.stores",
        "transforms.tables",
        "transforms.writing",
        "ner_model",
    },
    "transforms.exporting": {
        "transforms",
        "transforms.exporting.formats",
        "transforms.runs",
        "transforms.snapshots",
        "transforms.tables",
        "ner_model",
        "ner_model.linking",
    },
    "transforms.exporting.formats": {
        "transforms",
        "transforms.exporting",
        "transforms.tables",
        "ner_model",
        "ner_model.linking",
    },
    "jobs": {"jobs.*", "transforms.*", "ner_model", "ner_model.linking"},
    "jobs.operation": {"transforms.*", "ner_model"},
    "jobs.browse": {
        "jobs.operation",
        "jobs.report",
        "jobs.run",
        "transforms",
        "transforms.snapshots",
        "transforms.tables",
        "ner_model",
    },
    "jobs.suggest": {
        "jobs.operation",
        "transforms",
        "transforms.exporting",
        "transforms.exporting.formats",
        "transforms.reading",
        "ner_model",
    },
    "jobs.export": {"jobs.operation", "jobs.run", "transforms.*", "ner_model", "ner_model.linking"},
    "jobs.run": {"jobs.operation", "transforms.*", "ner_model", "ner_model.linking"},
    "jobs.report": {"jobs.operation", "jobs.run", "jobs.snapshot", "transforms.*", "ner_model"},
    "jobs.snapshot": {"jobs.operation", "jobs.run", "transforms.*", "ner_model"},
    "training": {"training.*", "ner_model", "ner_model.linking", "ner_model.reranking"},
    "training.corpora": {"training.corpora.formats", "ner_model"},
    "training.corpora.formats": {"training.corpora", "ner_model"},
    "training.measuring": {"training.corpora", "ner_model"},
    "training.fitting": {"training.corpora", "training.measuring", "ner_model"},
    "training.linking": {"training.corpora", "training.measuring", "ner_model", "ner_model.linking"},
    "training.reranking": {"training.corpora", "training.fitting", "ner_model", "ner_model.reranking"},
    "training.own": {"training.corpora", "training.fitting", "training.measuring", "training.serving", "ner_model"},
    "training.serving": {"training.fitting", "ner_model", "ner_model.reranking"},
    "literature_tagger": {"jobs", "jobs.*", "transforms.*", "ner_model", "ner_model.linking"},
    "benchmarks": {"deploy", "jobs.*", "transforms.*", "ner_model", "ner_model.linking"},
    "deploy": {"jobs"},
}


def broken_rules(root: Path, package: str) -> set[tuple[str, str]]:
    """(file, name that it imports) for every import of a package that the rules do not allow."""
    return {
        (str(path.relative_to(root)), name)
        for path in modules_of(root, package)
        for name in imports_of(path, root)
        if not is_allowed(".".join(path.relative_to(root).with_suffix("").parts), name)
    }


def is_allowed(module: str, name: str) -> bool:
    """
    >>> is_allowed("transforms.runs.layout", "transforms.writing.mentions.mentions_of")
    True
    >>> is_allowed("transforms.writing.mentions", "transforms.runs.layout.Layout")
    False
    """
    package, imported = module.split(".")[0], name.split(".")[0]
    if imported in NOT_FOR[package] | EVERYWHERE:
        return False
    if imported not in NOT_FOR:
        return True
    room, other = room_of(module), room_of(name)
    return room == other or any(_stands_for(rule, other) for rule in ROOMS[room])


def room_of(name: str) -> str:
    """The room that a module, or a name in one, belongs to.

    >>> room_of("transforms.reading.formats.jats.read")
    'transforms.reading.formats'
    """
    return max((room for room in ROOMS if f"{name}.".startswith(f"{room}.")), key=len)


def rooms_in(root: Path, package: str) -> set[str]:
    """The folders of a package that are packages themselves."""
    return {".".join(path.parent.relative_to(root).parts) for path in (root / package).rglob("__init__.py")} - {package}


def modules_of(root: Path, package: str) -> list[Path]:
    return sorted((root / package).rglob("*.py"))


def imports_of(path: Path, root: Path) -> Iterator[str]:
    """Full names of all that a file imports, at its top or inside a function."""
    folder = path.relative_to(root).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            above = folder[: len(folder) + 1 - node.level] if node.level else ()
            module = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def _stands_for(rule: str, room: str) -> bool:
    return room == rule or (rule.endswith(".*") and f"{room}.".startswith(rule.removesuffix("*")))

"""The flags of `jobs.export`, and the selection that they stand for."""

import argparse
from datetime import date
from pathlib import Path

from jobs.operation.options import add_operation_flags
from ner_model.errors import Refused
from ner_model.linking.terminology import open_terminology
from transforms.exporting.all_exports import export_names
from transforms.exporting.selection import Selection, inputs_read_between
from transforms.snapshots.newest_state import State


def add_flags(parser: argparse.ArgumentParser) -> None:
    add_operation_flags(parser)
    add = parser.add_argument
    add("--output", default="annotations", metavar="FOLDER", help="output of jobs.tag_corpus (default: %(default)s)")
    add("--snapshot", metavar="ID", help="a snapshot of it (default: the newest committed state)")
    add("--format", required=True, choices=export_names(), help="what to write")
    add("--to", required=True, metavar="FOLDER", help="where to; refused if it exists, but for --overwrite")
    add("--overwrite", action="store_true", help="replace the export that the folder holds")
    add("--entity_labels", metavar="NAMES", help="entities of these labels alone, with commas between them")
    add("--min_score", type=float, default=0.0, metavar="SCORE", help="entities with this score or more")
    add("--since", type=date.fromisoformat, metavar="DATE", help="documents tagged on this day (UTC) or later")
    add("--until", type=date.fromisoformat, metavar="DATE", help="documents tagged on this day (UTC) or earlier")
    add("--documents", metavar="FILE", help="documents with these ids alone, one a line")
    add("--only_with_entities", action="store_true", help="leave out documents without an entity that is chosen")
    add("--under", action="append", metavar="ID", help="entities that are this concept or a kind of it; repeatable")
    add("--terminology", type=Path, metavar="FOLDER", help="for --under: says what is a kind of what")


def selection_of(flags: argparse.Namespace, state: State) -> Selection:
    """Raises `Refused` for a value that makes no sense."""
    if not 0 <= flags.min_score <= 1:
        raise Refused("a score lies between 0 and 1", "--min_score", flags.min_score)
    days = flags.since, flags.until
    return Selection(
        labels=_labels(flags.entity_labels, state),
        min_score=flags.min_score,
        concepts=_concepts(flags),
        documents=_ids(flags.documents) if flags.documents else None,
        inputs=inputs_read_between(state.runs, *days) if any(days) else None,
        only_with_entities=flags.only_with_entities,
    )


def _labels(names: str | None, state: State) -> frozenset[str] | None:
    if names is None:
        return None
    known = {label for run in state.runs.values() for label in run.entities_by_label}
    chosen = frozenset(names.split(","))
    if unknown := chosen - known:
        raise Refused(
            f"no entity has the label {min(unknown)}", "--entity_labels", names, f"there are {', '.join(sorted(known))}"
        )
    return chosen


def _concepts(flags: argparse.Namespace) -> frozenset[str] | None:
    if not flags.under:
        return None
    if not flags.terminology:
        raise Refused("--under needs --terminology, which says what is a kind of what")
    return open_terminology(flags.terminology).under(flags.under)


def _ids(path: str) -> frozenset[str]:
    ids = frozenset(Path(path).read_text(encoding="utf-8").split("\n")) - {""}
    if not ids:
        raise Refused("the file names no document", path)
    return ids

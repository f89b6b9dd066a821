"""What one model finds and another does not: `python -m jobs.compare_models --input=a.xml --old=bc5cdr --new=FOLDER`.

Without `--input`, two snapshots of an output are compared, by default the current one and the one before it.
"""

import argparse
import sys
from collections.abc import Iterator
from itertools import islice

from jobs.operation.endings import REFUSED, before_work
from jobs.operation.streams import settle_streams
from jobs.run.plan_run import output_folder
from jobs.snapshot.differences import Compared, Differences
from jobs.snapshot.report_page import count, page
from ner_model import tagger
from ner_model.errors import Refused
from transforms.reading.find_files import find_files
from transforms.reading.read_file import read_file
from transforms.reading.record import ReadOptions
from transforms.records import Document
from transforms.snapshots.manifest import Parts, parts_of_snapshot
from transforms.snapshots.snapshots import current_snapshot, snapshot_ids
from transforms.snapshots.sorted_tables import documents_of_both
from transforms.storage import write_text
from transforms.tables.entities import entity_of
from transforms.writing.mentions import Mention

_DOCUMENTS_PER_POOL = 256


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 0, or 2 if the comparison was refused."""
    flags = _parser().parse_args(arguments)
    differences = Differences()
    try:
        with before_work():
            for compared in of_models(flags) if flags.input else of_snapshots(flags):
                differences.add(compared)
    except Refused as error:
        print(f"compare_models: {error}", file=sys.stderr)
        return REFUSED
    print(summary(differences))
    if flags.report:
        write_text(flags.report, report(differences))
        print(f"report  {flags.report}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m jobs.compare_models", description=__doc__, allow_abbrev=False)
    add = parser.add_argument
    add("--input", action="append", metavar="PATH", help="documents to tag with both models; repeatable")
    add("--output", default="annotations", metavar="FOLDER", help="where the snapshots are (default: %(default)s)")
    add("--old", metavar="NAME", help="model, or id of a snapshot")
    add("--new", metavar="NAME", help="model, or id of a snapshot")
    add("--report", metavar="FILE", help="an HTML page with sentences")
    return parser


def of_models(flags: argparse.Namespace) -> Iterator[Compared]:
    """The documents of some files, tagged by both."""
    if not (flags.old and flags.new):
        raise Refused("--input needs two models to compare: --old and --new")
    old, new = tagger.load(flags.old), tagger.load(flags.new)
    records = (record for file in find_files(flags.input) for record in read_file(file, ReadOptions()))
    documents = (record for record in records if isinstance(record, Document))
    while pool := list(islice(documents, _DOCUMENTS_PER_POOL)):
        texts = [document.text for document in pool]
        for document, *found in zip(pool, old.annotate(texts), new.annotate(texts), strict=True):
            yield Compared(document.doc_id, document.text, *found)


def of_snapshots(flags: argparse.Namespace) -> Iterator[Compared]:
    """The documents that two snapshots have with the same text."""
    output = output_folder(flags.output)
    known = snapshot_ids(output)
    new = flags.new or current_snapshot(output)
    old = flags.old or next((name for name in reversed(known) if new and name < new), None)
    parts = [_parts_of_known(output, name, known) for name in (old, new)]
    for document, *rows in documents_of_both(*parts):
        yield Compared(document["doc_id"], document["text"], *([entity_of(row) for row in each] for each in rows))


def _parts_of_known(output: str, name: str | None, known: list[str]) -> Parts:
    if name is None or name not in known:
        raise Refused(f"{output} has the snapshots {', '.join(known) or 'none'}. Received: {name}")
    return parts_of_snapshot(output, name)


def summary(differences: Differences) -> str:
    """One line for each label, then the mentions that differ most often."""
    lines = [f"documents  {differences.documents:,}"]
    for label, counts in sorted(differences.labels.items()):
        parts = ", ".join(f"{kind} {counts[kind]:,}" for kind in ("same", "gained", "lost", "changed"))
        lines.append(f"{label}  {parts}")
    for kind in ("gained", "lost", "changed"):
        shown = ", ".join(f"{text} {count:,}" for (_, text), count in differences.mentions[kind].most_common(10))
        lines.append(f"{kind}  {shown or 'none'}")
    return "\n".join(lines)


def report(differences: Differences) -> str:
    """The same as a page, with sentences."""
    kinds = ("same", "gained", "lost", "changed")
    counts = sorted(differences.labels.items())
    mentions = {
        kind: [Mention(*name, rows) for name, rows in differences.mentions[kind].most_common(20)] for kind in kinds
    }
    labels = [[label, *(count(of_label[kind]) for kind in kinds)] for label, of_label in counts]
    return page("comparison.html", labels=labels, mentions=mentions, examples=differences.examples)


if __name__ == "__main__":
    settle_streams()
    sys.exit(main())

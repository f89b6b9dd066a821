"""Which concepts occur together: `python -m jobs.count_pairs --annotations=annotations --output=pairs`.

Of the entities of the current snapshot, or of the only run, that were linked to a terminology, it writes
`concepts.parquet`, a row for each concept of each document, and `pairs.parquet`, a row for each pair of two labels.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from jobs.operation.streams import settle_streams
from jobs.run.plan_run import output_folder
from ner_model.errors import Refused
from ner_model.linking.terminology import open_terminology
from transforms.concepts.concepts_of_documents import SCHEMA, concepts_of, sum_of, totals_of
from transforms.concepts.pairs import count_pairs, describe_pairs, sum_of_pairs
from transforms.concepts.whole_documents import COLUMNS, read_linked
from transforms.snapshots.newest_state import State, unique_state
from transforms.snapshots.read_parts import count_rows, groups_of

_PARTS = 32  # tables of counts that are kept before they are added up


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 0, or 2 if there is nothing to count."""
    flags = _parser().parse_args(arguments)
    try:
        concepts, pairs = count(flags)
    except Refused as error:
        print(f"count_pairs: {error}", file=sys.stderr)
        return 2
    print(f"{concepts:,} concepts of documents, {pairs:,} pairs: {flags.output}")
    return 0


def count(flags: argparse.Namespace) -> tuple[int, int]:
    """Writes both tables, whole or not at all; returns their numbers of rows."""
    labels = tuple(flags.labels.split(","))
    if len(labels) != 2 or labels[0] == labels[1]:
        raise Refused("two labels are needed, with a comma between", "--labels", flags.labels)
    if flags.output.exists():
        raise Refused("the output exists", str(flags.output), remedy="give a new folder")
    state = unique_state(output_folder(flags.annotations))
    flags.output.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{flags.output.name}-", dir=flags.output.parent) as work:
        tables = Path(work, "tables")
        tables.mkdir()
        numbers = _count(state, labels, _under(flags), tables)
        tables.rename(flags.output)
    return numbers


def _count(state: State, labels: tuple[str, ...], under: frozenset[str] | None, work: Path) -> tuple[int, int]:
    one, other = labels
    totals: list[pa.Table] = []
    counts: list[pa.Table] = []
    rows = 0
    with pq.ParquetWriter(work / "concepts.parquet", SCHEMA, compression="zstd") as writer:
        for linked in read_linked(groups_of(state.parts("entities"), COLUMNS)):
            concepts = concepts_of(linked)
            writer.write_table(concepts)
            rows += concepts.num_rows
            totals.append(totals_of(concepts))
            counts.append(count_pairs(linked, (one, other)))
            if len(counts) == _PARTS:
                totals, counts = [sum_of(totals)], [sum_of_pairs(counts)]
    if not counts:
        raise Refused("no entity is linked to a concept", state.files["entities"][0], remedy="tag with --terminology")
    pairs = describe_pairs(sum_of_pairs(counts), sum_of(totals), (one, other), count_rows(state.parts("documents")))
    if under is not None:
        chosen = [
            a in under or b in under for a, b in zip(*(pairs[f"concept_{s}"].to_pylist() for s in "ab"), strict=True)
        ]
        pairs = pairs.filter(pa.array(chosen, pa.bool_()))
    pq.write_table(pairs, work / "pairs.parquet", compression="zstd")
    return rows, pairs.num_rows


def _under(flags: argparse.Namespace) -> frozenset[str] | None:
    """The concepts of the terminology that are a kind of one of those given, and those themselves; None for all."""
    if not flags.under:
        return None
    if not flags.terminology:
        raise Refused("--under needs --terminology, which says what is a kind of what")
    return open_terminology(flags.terminology).under(flags.under)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m jobs.count_pairs", description=__doc__, allow_abbrev=False)
    add = parser.add_argument
    add(
        "--annotations",
        default="annotations",
        metavar="FOLDER",
        help="output of jobs.tag_corpus (default: %(default)s)",
    )
    add("--output", type=Path, required=True, metavar="FOLDER", help="a new folder for the two tables")
    add("--labels", default="Chemical,Disease", help="the two labels (default: %(default)s)")
    add("--under", action="append", metavar="ID", help="only pairs with this concept or a kind of it; repeatable")
    add("--terminology", type=Path, metavar="FOLDER", help="for --under")
    return parser


if __name__ == "__main__":
    settle_streams()
    sys.exit(main())

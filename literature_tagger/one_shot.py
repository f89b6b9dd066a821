"""Tags one text and prints its entities: `echo "Lithium causes tremor." | literature-tagger tag -`."""

import argparse
import json
import sys
from collections.abc import Sequence

from ner_model.entity import Entity
from ner_model.errors import Refused
from ner_model.tagger import load


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 0, or 2 for a text or a model that cannot be used."""
    flags = _parser().parse_args(arguments)
    try:
        text = _standard_input()
        (found,) = load(flags.model, convention=flags.convention).annotate([text])
    except ValueError as error:  # what is refused, and models that cannot be used
        print(f"tag: {error}", file=sys.stderr)
        return 2
    entities = [entity for entity in found if entity.score >= flags.min_score]
    if flags.json:
        for entity in entities:
            print(json.dumps(entity._asdict() | {"score": round(entity.score, 4)}, ensure_ascii=False))
    else:
        print(table(entities))
    return 0


def table(entities: Sequence[Entity]) -> str:
    """
    >>> print(table([Entity(0, 7, "Chemical", "Lithium", 0.981, 0)]))
    start   end  score  label     text
        0     7   0.98  Chemical  Lithium
    """
    if not entities:
        return "no entities"
    width = max(len("label"), *(len(entity.label) for entity in entities))
    lines = [f"{'start':>5} {'end':>5}  score  {'label':{width}}  text"]
    for entity in entities:
        name = f"{printable(entity.label):{width}}  {printable(entity.text)}"
        lines.append(f"{entity.start:5} {entity.end:5}   {entity.score:.2f}  {name}")
    return "\n".join(lines)


def printable(text: str) -> str:
    r"""The text in one line, without what would steer a terminal.

    >>> printable("α-\x1b[2Jzinc\noxide")
    'α-\\x1b[2Jzinc oxide'
    """
    spaced = " ".join(text.split())
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in spaced)


def _standard_input() -> str:
    if sys.stdin.isatty():
        raise Refused(
            "nothing is piped in", "standard input", remedy='for example: echo "Lithium causes tremor." | ...'
        )
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError as error:
        raise Refused("is not UTF-8", "standard input", str(error), "convert it, for example by iconv") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="literature-tagger tag -", description=__doc__, allow_abbrev=False)
    add = parser.add_argument
    add("--model", default="bc5cdr", metavar="NAME", help="bundled tagger or model folder (default: %(default)s)")
    add("--convention", metavar="NAME", help="annotate as this team does (default: the model's own)")
    add("--json", action="store_true", help="an object of JSON a line in place of the table")
    add("--min_score", type=float, default=0.0, metavar="SCORE", help="leave out entities with a lower score")
    return parser

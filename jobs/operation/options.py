"""The flags of `jobs.tag_corpus`, with all those of Beam, in one parser that knows every one of them."""

import argparse
import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn, cast

from apache_beam.io.filesystems import FileSystems
from apache_beam.options.pipeline_options import PipelineOptions, TestOptions

from transforms.reading.all_formats import names
from transforms.reading.formats.section_kinds import KINDS
from transforms.reading.record import ReadOptions

_SECTIONS = ", ".join(KINDS)
_EPILOG = "Every option of Apache Beam is accepted too, e.g. --runner, --direct_num_workers."

MOST_CHARACTERS = 500_000_000  # that take four bytes each: offsets, and the columns of a row, have 32 bits
SAMPLE = str(Path(__file__).parent.parent / "sample")


class TagOptions(PipelineOptions):
    """What is tagged, with which tagger, and where the tables go."""

    @classmethod
    def _add_argparse_args(cls, parser: argparse.ArgumentParser) -> None:
        _add_reading_flags(parser.add_argument_group("what is read"))
        _add_tagging_flags(parser.add_argument_group("what tags it"))
        _add_writing_flags(parser.add_argument_group("where it goes"))
        nightly = parser.add_argument_group("every night")
        nightly.add_argument(
            "--incremental", action="store_true", help="add what the runs of the output have not covered yet"
        )
        nightly.add_argument(
            "--files_per_run", type=int, metavar="NUMBER", help="commit an incremental run after so many files"
        )
        nightly.add_argument(
            "--max_dead_letter_rate",
            type=_rate,
            default=0.01,
            metavar="RATE",
            help="exit with 3 if more of the documents than this could not be tagged (default: %(default)s)",
        )
        add_operation_flags(nightly)


def _add_reading_flags(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("--input", action="append", metavar="PATH", help="file, folder, glob, or -; repeatable (default: sample)")
    add("--format", choices=names(), help="format of all inputs (default: each by its content)")
    add("--id_field", metavar="NAME", help="field or column that holds the id (default: the usual names)")
    add("--text_field", metavar="NAME", help="field or column that holds the text (default: the usual names)")
    add("--sections", type=_section_names, default=[], metavar="NAMES", help=f"read these alone, of {_SECTIONS}")
    add("--references", action="store_true", help="read the lists of references of full texts too")
    add(
        "--max_document_characters",
        type=whole_number(1, MOST_CHARACTERS),
        default=ReadOptions.max_document_characters,
        metavar="NUMBER",
        help="longer documents become dead letters (default: %(default)s)",
    )


def _add_tagging_flags(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("--model", default="bc5cdr", help="bundled tagger or model folder (default: %(default)s)")
    add(
        "--convention",
        metavar="NAME",
        help="annotate as this team does, of those on the model's card (default: its own)",
    )
    add("--engine", default="native", choices=("native", "keras"), help="what runs the network (default: %(default)s)")
    add("--terminology", metavar="FOLDER", help="say which of its concepts each entity is (default: none)")
    add("--allow_unevaluated", action="store_true", help="take a model whose card has no evaluation")


def _add_writing_flags(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("--output", default="annotations", metavar="FOLDER", help="where the tables go (default: %(default)s)")
    add("--overwrite", action="store_true", help="replace the runs that the output holds")
    add("--no_report", action="store_true", help="write no report.html, the page of the run")


def whole_number(least: int, most: int = 2**63 - 1) -> Callable[[str], int]:
    """Reads a number of a flag; argparse prints the message of an error."""

    def read(value: str) -> int:
        number = int(value) if re.fullmatch(r"[+-]?[0-9]{1,30}", value) else None
        if number is None or not least <= number <= most:
            limits = f"from {least} to {most}" if most < 2**63 - 1 else f"of {least} or more"
            raise argparse.ArgumentTypeError(f"expected a whole number {limits}. Received: {value!r:.50}")
        return number

    return read


def _rate(value: str) -> float:
    with suppress(ValueError):
        if 0 <= float(value) <= 1:
            return float(value)
    raise argparse.ArgumentTypeError(f"expected a number from 0 to 1. Received: {value!r:.50}")


def _section_names(value: str) -> list[str]:
    """Names with commas between them; argparse prints the message of an error."""
    chosen = value.split(",")
    for name in chosen:
        if name not in KINDS:
            raise argparse.ArgumentTypeError(f"{name!r} is no section: name some of {_SECTIONS}, with commas between")
    return chosen


def add_operation_flags(parser: argparse._ActionsContainer) -> None:
    """What a job that runs every night tells the machines that watch it."""
    parser.add_argument("--log_json", action="store_true", help="log JSON objects, one a line")
    parser.add_argument("--metrics_file", metavar="FILE", help="write metrics for the textfile collector of Prometheus")


def parse(arguments: list[str]) -> PipelineOptions:
    """Options of the job and of Beam; exits with 2 and the name of a flag that neither has."""
    description = "Tags a corpus of scientific literature; writes Parquet tables of entities with their offsets."
    parser = _Parser(prog="python -m jobs.tag_corpus", description=description, epilog=_EPILOG, allow_abbrev=False)
    TagOptions._add_argparse_args(parser)
    arguments = ["--dry_run=true" if argument == "--dry_run" else argument for argument in arguments]
    _check(parser, arguments, {"dry_run": "say what would be read and how long it would take; write nothing"})
    return _beam_options(arguments)


def parse_flags(
    arguments: list[str], prog: str, description: str, add_flags: Callable[[argparse.ArgumentParser], None]
) -> tuple[argparse.Namespace, PipelineOptions]:
    """The flags of another job, and the options of Beam beside them; exits with 2 as `parse` does.

    Beam would give flags of its own classes to every pipeline of the process, so those of other jobs are no such class.
    """
    own = _Parser(prog=prog, description=description, epilog=_EPILOG, allow_abbrev=False)
    add_flags(own)
    if not {"-h", "--help"} & set(arguments):
        flags, rest = own.parse_known_args(arguments)
    _check(own, arguments)
    return flags, _beam_options(rest)


def _beam_options(arguments: list[str]) -> PipelineOptions:
    """By which storages are reached from now on, before there is a pipeline too."""
    options = PipelineOptions(arguments)
    FileSystems.set_options(options)
    return options


def asks_for_dry_run(options: PipelineOptions) -> bool:
    """A flag of Beam's, which takes a value there, and which only the tests of a few runners look at."""
    return str(options.view_as(TestOptions).dry_run).lower() == "true"


def _check(
    parser: argparse.ArgumentParser, arguments: list[str], explained: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Exits with 2 for a flag that nobody knows. `explained`: flags of Beam's that mean more to the job."""
    own = set(parser._actions)
    for options in _subclasses(PipelineOptions):
        if options is not TagOptions and "_add_argparse_args" in vars(options):
            options._add_argparse_args(cast(Any, parser))
    for action in set(parser._actions) - own:
        action.help = explained.get(action.dest, argparse.SUPPRESS)
        action.metavar = "" if action.dest in explained else action.metavar
    parser.parse_args(arguments)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Adds the flag that was probably meant to argparse's own message."""
        known = [flag for action in self._actions for flag in action.option_strings]
        for word in message.partition("unrecognized arguments: ")[2].split():
            for flag in difflib.get_close_matches(word.partition("=")[0], known, n=1):
                message += f" (did you mean {flag}?)"
        self.exit(2, f"{self.prog}: {message}\n")

    def add_value_provider_argument(self, *args: Any, **kwargs: Any) -> None:
        """Beam's parsers have this second way to add an argument."""
        self.add_argument(*args, **kwargs)


def _subclasses(options: type[PipelineOptions]) -> Iterator[type[PipelineOptions]]:
    for subclass in options.__subclasses__():
        yield subclass
        yield from _subclasses(subclass)

"""The command `literature-tagger`: each of its commands is a module that `python -m` starts too."""

import difflib
import sys
from importlib import import_module
from importlib.util import find_spec
from itertools import groupby, pairwise
from typing import NamedTuple

from jobs.operation.streams import settle_streams


class Command(NamedTuple):
    """A module with `main(arguments)`; `ends_at_once`: whether Ctrl-C ends it as it ends the jobs, in one line."""

    module: str
    topic: str
    does: str
    ends_at_once: bool = False


COMMANDS = {
    "tag": Command("jobs.tag_corpus", "Tag", "a corpus into Parquet; `tag -` prints entities of standard input", True),
    "compact": Command("jobs.compact_annotations", "Tag", "make a snapshot: the newest version of each document", True),
    "check": Command("jobs.check", "Tag", "whether an output is whole"),
    "report": Command("jobs.report.__main__", "Look", "the page of a run or of a snapshot"),
    "browse": Command("jobs.browse.__main__", "Look", "search an output in a browser"),
    "compare": Command("jobs.compare_models", "Look", "what two models or snapshots find differently"),
    "export": Command("jobs.export.__main__", "Take away", "entities in the formats of other programs"),
    "pairs": Command("jobs.count_pairs", "Take away", "which concepts occur together"),
    "terminology": Command("jobs.build_terminology", "Take away", "make a terminology to link entities to"),
    "train": Command("training.train", "Train", "a tagger (needs the extra `training`)"),
    "evaluate": Command("training.evaluate", "Train", "measure a tagger on a corpus"),
    "errors": Command("training.errors", "Train", "the errors of a tagger, by their kinds"),
    "publish": Command("training.publish", "Train", "calibrate a tagger, and make its folder"),
    "convention": Command("training.add_convention", "Train", "let a tagger annotate as another team does"),
    "curve": Command("training.learning_curve", "Train", "what more documents would bring"),
    "suggest": Command("jobs.suggest.__main__", "Train", "pick the sentences to annotate next"),
    "completion": Command("literature_tagger.completion", "Help", "a script that completes commands and flags in bash"),
}


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code of the command; 2 if there is no such command."""
    if arguments is None:
        settle_streams()
    name, *rest = (sys.argv[1:] if arguments is None else arguments) or ["--help"]
    if name in ("-h", "--help", "help"):
        return main([rest[0], "--help"]) if rest else _print(overview())
    if name == "--version":
        from jobs.run.plan_run import DISTRIBUTION, code_version

        return _print(f"{DISTRIBUTION} {code_version()}")
    if name not in available():
        print(f"literature-tagger: {unknown(name)}", file=sys.stderr)
        return 2
    if name == "tag" and _asks_for_one_text(rest):
        from literature_tagger.one_shot import main as tag_one

        rest.remove("-")
        return tag_one(rest)
    return _start(COMMANDS[name], rest)


def _asks_for_one_text(arguments: list[str]) -> bool:
    """Whether a `-` stands by itself; behind `--input` it is the input of a job."""
    return any(word == "-" and before != "--input" for before, word in pairwise(["", *arguments]))


def _start(command: Command, arguments: list[str]) -> int:
    module = import_module(command.module)
    if command.ends_at_once:
        from jobs.operation.interrupts import end_at_interrupt

        end_at_interrupt(command.module.rpartition(".")[2])
    return module.main(arguments) or 0


def available() -> dict[str, Command]:
    """The commands whose modules are installed: workers have no training."""
    return {name: command for name, command in COMMANDS.items() if find_spec(command.module)}


def overview() -> str:
    """All commands by topic."""
    lines = ["usage: literature-tagger COMMAND [FLAGS]", ""]
    for topic, commands in groupby(available().items(), key=lambda item: item[1].topic):
        lines += [topic, *(f"  {name:12}{command.does}" for name, command in commands), ""]
    return "\n".join([*lines, "literature-tagger COMMAND --help has the flags of a command."])


def unknown(name: str) -> str:
    """
    >>> unknown("reprot")
    "there is no command 'reprot'; did you mean report?"
    """
    near = difflib.get_close_matches(name, available(), n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(available())}"
    return f"there is no command {name[:40]!r}; {hint}"


def _print(text: str) -> int:
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())

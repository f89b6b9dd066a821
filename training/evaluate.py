"""Measures a tagger on a corpus, from raw text: `python -m training.evaluate --corpus=bc5cdr --data_dir=DIR`.

Any other corpus will do: `--corpus=mine/`, its dev part, or `--file=mine/ --labels=Drug=Chemical`, all of it.
"""

import argparse
import json
import pathlib

from ner_model.tagger import ENGINES, load
from training.endings import exit_with_line
from training.measuring.evaluation import evaluate, numbers, save, table
from training.which_corpus import add_corpus_flags, measured_corpus


def main(arguments: list[str] | None = None) -> None:
    args = parse(arguments, description=__doc__)
    with exit_with_line("evaluate"):
        tagger = load(args.model, engine=args.engine, convention=args.convention)
        measured = measured_corpus(args).by(tagger.labels)
    entities = measured.that_count(tagger.annotate([document.text for document in measured.documents]))
    evaluation = evaluate(measured, entities)
    about = {"model": tagger.name, "convention": tagger.convention, "digest": tagger.digest}
    about |= {"corpus": measured.name, "split": measured.split}
    line = json.dumps({**about, "documents": len(measured.documents), **numbers(evaluation)})
    convention = f" with the convention {tagger.convention}" if tagger.convention else ""
    title = f"{tagger.name}{convention} on {measured.name} {measured.split}"
    print(line if args.json else table(evaluation, measured.claims, title))
    if args.output:
        save(args.output, line, evaluation)


def parse(arguments: list[str] | None, *, description: str | None) -> argparse.Namespace:
    """The flags that say what is measured on what."""
    parser = argparse.ArgumentParser(description=description)
    add_corpus_flags(parser)
    parser.add_argument("--file", type=pathlib.Path, help="a corpus of your own, to be measured on all of it")
    parser.add_argument("--model", default="bc5cdr", help="bundled name or folder of a tagger (default: bc5cdr)")
    parser.add_argument("--convention", metavar="NAME", help="of those on the tagger's card (default: its own)")
    parser.add_argument("--split", choices=["train", "dev", "test", "all"], default="dev", help="where it has some")
    parser.add_argument("--engine", choices=ENGINES, default="native")
    parser.add_argument("--json", action="store_true", help="print one line of JSON rather than a table")
    parser.add_argument("--output", type=pathlib.Path, help="folder for what does not fit a screen")
    args = parser.parse_args(arguments)
    if (args.file is None) == (args.corpus is None) or (args.file and not args.labels):
        parser.error("give --corpus, or --file with --labels")
    return args


if __name__ == "__main__":
    main()

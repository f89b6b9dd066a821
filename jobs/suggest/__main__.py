"""Picks the sentences that teach a tagger most: `python -m jobs.suggest --model=mine --input=pubmed/ --number=200`.

They are written with what the tagger finds in them, for Label Studio, brat and Prodigy, to be corrected there.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from jobs.operation.endings import DONE, REFUSED, before_work
from jobs.suggest.candidates import annotated, candidates_in
from jobs.suggest.write_suggestions import FORMATS, write_suggestions
from ner_model import tagger
from ner_model.errors import Refused
from ner_model.telling_sentences import KEPT, most_doubtful, most_telling
from transforms.reading.find_files import find_files
from transforms.reading.read_file import read_file
from transforms.reading.record import ReadOptions
from transforms.records import DeadLetter, Document


class Reading:
    """Documents of files, one by one, and how many records were none."""

    def __init__(self, patterns: list[str]):
        self._files = find_files(patterns)
        self.documents = self.dead_letters = 0

    def __iter__(self) -> Iterator[Document]:
        for file in self._files:
            for record in read_file(file, ReadOptions()):
                self.dead_letters += isinstance(record, DeadLetter)
                if isinstance(record, Document):
                    self.documents += 1
                    yield record


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 0, or 2 if the work was refused."""
    flags = _parser().parse_args(arguments)
    try:
        with before_work():
            return _suggest(flags)
    except Refused as error:
        print(f"suggest: {error}", file=sys.stderr)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m jobs.suggest", description=__doc__, allow_abbrev=False)
    add = parser.add_argument
    add("--model", default="bc5cdr", metavar="NAME", help="bundled tagger or model folder (default: %(default)s)")
    add("--convention", metavar="NAME", help="annotate as this team does (default: the model's own)")
    add("--input", action="append", required=True, metavar="PATH", help="documents, as for jobs.tag_corpus; repeatable")
    add("--number", type=int, default=200, metavar="N", help="sentences that are wanted (default: %(default)s)")
    add("--output", type=Path, default=Path("suggested"), metavar="FOLDER", help="where to (default: %(default)s)")
    return parser


def _suggest(flags: argparse.Namespace) -> int:
    if flags.number < 1:
        raise Refused("at least one sentence must be wanted", "--number", flags.number)
    if flags.output.exists():
        raise Refused("there is something already", "--output", str(flags.output), "give another folder")
    model = tagger.load(flags.model, convention=flags.convention)
    reading = Reading(flags.input)
    doubtful = most_doubtful(candidates_in(reading, model), KEPT * flags.number)
    if not doubtful:
        raise Refused("no sentence to choose from", "--input", ", ".join(flags.input))
    sentences = list(annotated(most_telling(doubtful, flags.number), model))
    write_suggestions(flags.output, sentences, model.labels)
    print(f"documents  {reading.documents:,}, dead letters {reading.dead_letters:,}")
    print(f"sentences  {len(sentences):,}, entities to correct {sum(len(each.entities) for each in sentences):,}")
    print(f"written    {', '.join(str(flags.output / each.name) for each in FORMATS)}")
    return DONE


if __name__ == "__main__":
    sys.exit(main())

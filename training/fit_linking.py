"""Teaches a terminology the names of a corpus: `python -m training.fit_linking --terminology=mesh --data_dir=DIR`.

The names go to the folder of the terminology. With `--fit` the ranker, which holds no names, is fitted too.
"""

import argparse
import pathlib

from ner_model.linking.open_index import index_terminology
from ner_model.linking.ranker import SHIPPED, save_ranker
from ner_model.linking.terminology import open_terminology
from training.linking.examples import make_examples
from training.linking.fit_ranker import first_ranker, fit_ranker
from training.linking.gold_links import read_bc5cdr
from training.linking.learn_names import names_of

_ROUNDS = 2  # what is sure in a text depends on the ranker, which is fitted with that known


def main(arguments: list[str] | None = None) -> None:
    args = _parser().parse_args(arguments)
    documents = [document for split in args.split for document in read_bc5cdr(args.data_dir, split)]
    card = index_terminology(args.terminology, names_of(documents), f"BC5CDR {' and '.join(args.split)}")
    print(f"{card['learned_names']:,} names learned, digest {card['digest'][:12]}")
    if not args.fit:
        return
    terminology, ranker = open_terminology(args.terminology), first_ranker()
    for _ in range(_ROUNDS):
        examples = make_examples(terminology, documents, ranker)
        ranker = fit_ranker(examples)
    save_ranker(ranker, args.ranker)
    print(f"fitted on {len(examples.answers):,} mentions: {args.ranker}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terminology", type=pathlib.Path, required=True, help="a folder of jobs.build_terminology")
    parser.add_argument("--data_dir", type=pathlib.Path, required=True, help="folder with BC5CDR as published")
    parser.add_argument("--split", nargs="+", choices=["train", "dev"], default=["train"])
    parser.add_argument("--fit", action="store_true", help="fit the ranker too")
    parser.add_argument("--ranker", type=pathlib.Path, default=SHIPPED, help="where the ranker goes")
    return parser


if __name__ == "__main__":
    main()

"""Gives a tagger its second look at spans: `python -m training.fit_reranker --model=RUN/model --fold=FOLD1/model ...`.

What a tagger makes of text that it has learned says nothing of other text. The reranker learns from taggers that have
each left out another part of the corpora (`training.train fold --fold=1/4`), on the part that was left out.
"""

import argparse
import json
import pathlib
from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from ner_model.model_folder import CARD, RERANKER
from ner_model.reranking.lexicon import Keys32, Lexicon
from ner_model.reranking.stored import write_reranker
from ner_model.tagger import load
from training.corpora.prepared import CACHE
from training.endings import exit_with_line
from training.fitting.lessons import Sources
from training.fitting.settings import CONFIGS
from training.reranking.corpora import Part, own_corpora, part_of_dev, parts_of_folds
from training.reranking.count import NO_DOCUMENT, count, together
from training.reranking.dictionaries import listed, read_names
from training.reranking.examples import Examples, examples_of, names_in
from training.reranking.grow_trees import grow_trees, importance
from training.serving.export import write_card


def main(arguments: list[str] | None = None) -> None:
    args = parse(arguments)
    with exit_with_line("fit_reranker"):
        card = json.loads((args.model / CARD).read_text(encoding="utf-8"))
        tagger = load(str(args.model))
        config = CONFIGS[tagger.name]
        sources = Sources(args.data_dir, related=args.related, cache=args.cache)
        parts = list(parts_of_folds([load(str(fold)) for fold in args.fold], config, sources))
    if args.dev:
        parts.append(part_of_dev(load(str(args.dev)), config, sources))
    lexicon, examples = learn(parts, own_corpora(config.name), tagger.labels, listed(read_names(args.dictionaries)))
    trees = grow_trees(examples)
    write_reranker(args.model / RERANKER, lexicon, trees)
    write_card(args.model, card)
    print(f"{len(examples.right):,} spans, {examples.right.sum():,} of them mentions; nodes that ask for each feature:")
    print(", ".join(f"{name} {count}" for name, count in importance(trees).items()))


def learn(
    parts: Sequence[Part], own: Collection[str], labels: Sequence[str], names: tuple[Keys32, npt.NDArray[np.uint8]]
) -> tuple[Lexicon, Examples]:
    """The lexicon, of a tagger's own corpora, and the spans of all parts as if their documents had not taught it."""
    every = [document for part in parts for document in part.documents]
    of_interest = names_in(every)
    counts = [
        count(each.document if part.corpus in own else NO_DOCUMENT, of_interest, labels)
        for part in parts
        for each in part.documents
    ]
    lexicon = together(counts)._replace(listed=names[0], kinds=names[1])
    return lexicon, examples_of(every, lexicon, counts, labels)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=pathlib.Path, required=True, help="model folder that training.train made")
    parser.add_argument(
        "--fold",
        type=pathlib.Path,
        action="append",
        required=True,
        help="tagger without the first part; give all, in order",
    )
    parser.add_argument(
        "--dev", type=pathlib.Path, help="tagger that learned train alone: learn from dev as it sees it"
    )
    parser.add_argument("--data_dir", type=pathlib.Path, required=True, help="folder with the corpora as published")
    parser.add_argument("--related", type=pathlib.Path, help="folder of related corpora (default: DATA_DIR/related)")
    parser.add_argument("--dictionaries", type=pathlib.Path, required=True, help="folder of dictionaries, as published")
    parser.add_argument("--cache", type=pathlib.Path, default=CACHE, help="where TFDS keeps prepared data sets")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()

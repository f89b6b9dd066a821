"""Gives a tagger its second look at spans: `python -m training.fit_reranker --model=RUN/model --fold=FOLD1/model ...`.

What a tagger makes of text that it has learned says nothing of other text. The reranker learns from taggers that have
each left out another part of the corpora (`training.train fold --fold=1/4`), on the part that was left out.
"""

import argparse
import json
import pathlib

from ner_model.errors import Refused
from ner_model.model_folder import CARD, RERANKER
from ner_model.reranking.stored import write_reranker
from ner_model.tagger import load
from training.corpora.overlap import sentences_of
from training.corpora.prepared import CACHE
from training.endings import exit_with_line
from training.fitting.lessons import Sources, measured_documents
from training.fitting.lineage import learned_from
from training.fitting.settings import CONFIGS
from training.reranking.corpora import GROUPS, WEIGHTS, own_corpora, part_of_dev, parts_of_folds, with_dev
from training.reranking.dictionaries import SOURCE, listed, read_names
from training.reranking.fit import NO_NAMES, fit
from training.reranking.grow_trees import importance
from training.serving.export import write_card


def main(arguments: list[str] | None = None) -> None:
    args = parse(arguments)
    with exit_with_line("fit_reranker"):
        card = json.loads((args.model / CARD).read_text(encoding="utf-8"))
        tagger = load(str(args.model))
        possible = sorted(CONFIGS.keys() & WEIGHTS)
        if tagger.name not in possible:
            raise Refused(f"a second look is made for {', '.join(possible)}", "--model", tagger.name)
        config = CONFIGS[tagger.name]
        sources = Sources(args.data_dir, related=args.related, cache=args.cache)
        measured = sentences_of(measured_documents(config, sources))
        folds = [load(str(fold)) for fold in args.fold]
        parts = parts_of_folds(tagger.name, folds, tagger.labels, measured, sources)
    if args.dev:
        parts = with_dev(parts, part_of_dev(load(str(args.dev)), config, sources))
    names = listed(read_names(args.dictionaries)) if args.dictionaries else NO_NAMES
    fitted = fit(parts, own_corpora(tagger.name), tagger.labels, names, GROUPS.get(tagger.name))
    write_reranker(args.model / RERANKER, fitted.lexicon, fitted.trees)
    dictionaries = {"dictionaries": SOURCE} if args.dictionaries else {}
    card["trained_on"] = {**(card.get("trained_on") or learned_from(config)), **dictionaries}
    write_card(args.model, card)
    print(f"{fitted.spans:,} spans, {fitted.mentions:,} of them mentions; nodes that ask for each feature:")
    print(", ".join(f"{name} {count}" for name, count in importance(fitted.trees).items()))


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
    parser.add_argument(
        "--dictionaries", type=pathlib.Path, help="folder of dictionaries, as published (default: none)"
    )
    parser.add_argument("--cache", type=pathlib.Path, default=CACHE, help="where TFDS keeps prepared data sets")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()

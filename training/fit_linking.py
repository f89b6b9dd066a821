"""Teaches a terminology the names of a corpus: `python -m training.fit_linking --terminology=mesh --data_dir=DIR`.

The names go to the folder of the terminology. With `--fit` the ranker, which holds no names, is fitted too.
"""

import argparse
import pathlib
import shutil
import tempfile

from ner_model.linking.open_index import index_terminology
from ner_model.linking.ranker import SHIPPED, save_ranker
from ner_model.linking.terminology import open_terminology, read_card, write_card
from training.linking.examples import make_examples
from training.linking.fit_ranker import first_ranker, fit_ranker
from training.linking.gold_links import RELATED, LinkedDocument, read_bc5cdr, read_related, with_ids_of_today
from training.linking.learn_names import names_of
from training.linking.replaced_ids import learn_replaced

_ROUNDS = 2  # what is sure in a text depends on the ranker, which is fitted with that known


def main(arguments: list[str] | None = None) -> None:
    args = _parser().parse_args(arguments)
    documents = [document for split in args.split for document in read_bc5cdr(args.data_dir, split)]
    others = _related(args.data_dir) if args.related else []
    terminology, corpora = open_terminology(args.terminology), f"BC5CDR {' and '.join(args.split)}"
    replaced = learn_replaced(terminology, [*documents, *others])
    documents, others = (with_ids_of_today(each, replaced) for each in (documents, others))
    corpora = ", ".join([corpora, *RELATED]) if args.related else corpora
    index_terminology(args.terminology, names_of(documents, others), corpora)
    card = write_card(args.terminology, {**read_card(args.terminology), "replaced": replaced})
    learned = f"{card['learned_names']:,} names and {len(replaced)} replaced ids learned"
    print(f"{learned}, digest {card['digest'][:12]}")
    if args.fit:
        _fit(args.terminology, documents, args.ranker)


def _related(data_dir: pathlib.Path) -> list[LinkedDocument]:
    """Documents of other corpora, but those of BC5CDR: what it measures is nowhere learned from."""
    bc5cdr = {document.doc_id for split in ("train", "dev") for document in read_bc5cdr(data_dir, split)}
    return read_related(data_dir, bc5cdr)


def _fit(path: pathlib.Path, documents: list[LinkedDocument], output: pathlib.Path) -> None:
    """Learns from each mention twice, the second time as if no names had been learned: the ranker sees more that it has
    to find out, and knows what to make of texts unlike the corpus."""
    with tempfile.TemporaryDirectory() as folder:
        plain = pathlib.Path(folder, "plain")
        shutil.copytree(path, plain)
        index_terminology(plain)
        terminologies = [open_terminology(path), open_terminology(plain)]
        ranker = first_ranker()
        for _ in range(_ROUNDS):
            examples = make_examples(terminologies, documents, ranker)
            ranker = fit_ranker(examples)
    save_ranker(ranker, output)
    print(f"fitted on {len(examples.answers):,} examples: {output}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terminology", type=pathlib.Path, required=True, help="a folder of jobs.build_terminology")
    parser.add_argument("--data_dir", type=pathlib.Path, required=True, help="folder with BC5CDR as published")
    parser.add_argument("--split", nargs="+", choices=["train", "dev"], default=["train"])
    parser.add_argument("--related", action="store_true", help="learn names of related corpora in DATA_DIR/related too")
    parser.add_argument("--fit", action="store_true", help="fit the ranker too")
    parser.add_argument("--ranker", type=pathlib.Path, default=SHIPPED, help="where the ranker goes")
    return parser


if __name__ == "__main__":
    main()

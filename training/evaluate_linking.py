"""Measures linking on BC5CDR: `python -m training.evaluate_linking --terminology=mesh --data_dir=DATA`.

With gold mentions, the accuracy at the first candidate, however improbable it is; from raw text, with a tagger, the
concepts of each document. Gold ids that `fit_linking` has found replaced count as what they are now; others that the
terminology lacks, as wrong.
"""

import argparse
import pathlib
import time

from ner_model.linking.linker import load_linker
from ner_model.linking.terminology import open_terminology, read_card
from ner_model.tagger import load
from training.linking.gold_links import read_bc5cdr, with_ids_of_today
from training.linking.measure import accuracies, concept_scores, link_calibration


def main(arguments: list[str] | None = None) -> None:
    args = _parser().parse_args(arguments)
    replaced = read_card(args.terminology).get("replaced", {})
    documents = with_ids_of_today(read_bc5cdr(args.data_dir, args.split), replaced)
    texts, gold = [document.text for document in documents], [document.entities for document in documents]
    linker = load_linker(args.terminology)
    known = frozenset(open_terminology(args.terminology).ids.to_pylist())
    links = linker.link(texts, gold)
    first = load_linker(args.terminology, least=0).link(texts, gold)
    print(f"BC5CDR {args.split}, terminology {linker.digest[:12]}, in percent")
    print(f"{'gold mentions':16}{'all':>8}{'in terminology':>16}{'mentions':>10}")
    for label, accuracy in accuracies(documents, first, known).items():
        everything, in_terminology, mentions = accuracy
        print(f"{label:16}{100 * everything:8.2f}{100 * in_terminology:16.2f}{mentions:10,}")
    print(f"{'calibration error':16}{100 * link_calibration(documents, links, known):7.2f}")
    if args.model:
        tagger = load(args.model)
        found = tagger.annotate(texts)
        start = time.process_time()
        links = linker.link(texts, found)
        seconds = time.process_time() - start
        print(f"{'from raw text':16}{'precision':>10}{'recall':>8}{'F1':>8}   with {tagger.name}")
        for label, scores in concept_scores(documents, found, links).items():
            print(f"{label:16}{100 * scores[0]:10.2f}{100 * scores[1]:8.2f}{100 * scores[2]:8.2f}")
        print(f"linked in {seconds:.2f} s of processor time")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terminology", type=pathlib.Path, required=True, help="a folder of training.fit_linking")
    parser.add_argument("--data_dir", type=pathlib.Path, required=True, help="folder with BC5CDR as published")
    parser.add_argument("--split", choices=["train", "dev"], default="dev")
    parser.add_argument("--model", help="tagger for the measure from raw text; it must not have seen the split")
    return parser


if __name__ == "__main__":
    main()

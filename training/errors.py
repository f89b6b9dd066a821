"""Sorts the errors of a tagger by their kind: `python -m training.errors --corpus=bc5cdr --data_dir=DIR`."""

import json
from collections import Counter
from collections.abc import Sequence

from ner_model.tagger import load
from training.corpora.gold import Mention
from training.endings import exit_with_line
from training.evaluate import parse
from training.measuring.evaluation import mentions_of
from training.measuring.verdicts import KINDS, Verdict, known_from, recall_by_familiarity, verdicts_of
from training.which_corpus import labelled_corpus, measured_split

EXAMPLES = 10  # of each kind that a table shows, the most frequent first


def main(arguments: list[str] | None = None) -> None:
    args = parse(arguments, description=__doc__)
    with exit_with_line("errors"):
        corpus = labelled_corpus(args)
        documents = measured_split(corpus, args.split).documents
    known = known_from(corpus.load("train"))
    entities = load(args.model, engine=args.engine, convention=args.convention).annotate(
        [document.text for document in documents]
    )
    found = [mentions_of(document, those) for document, those in zip(documents, entities, strict=True)]
    verdicts = [verdict for pair in zip(documents, found, strict=True) for verdict in verdicts_of(*pair)]
    recall = recall_by_familiarity(documents, found, known)
    print(as_json(verdicts, recall) if args.json else table(verdicts, recall))
    if args.output:
        args.output.mkdir(parents=True, exist_ok=True)
        (args.output / "errors.tsv").write_text(listing(verdicts), encoding="utf-8")


def table(verdicts: Sequence[Verdict], recall: dict[str, tuple[float, int]]) -> str:
    counts = Counter(verdict.kind for verdict in verdicts)
    rows = [f"{kind:20}{counts[kind]:8,}" for kind in KINDS]
    rows += ["", f"{'mentions':12}{'number':>8}  recall in percent"]
    rows += [f"{name:12}{number:8,}{100 * share:8.2f}" for name, (share, number) in recall.items()]
    for kind in (kind for kind in KINDS[1:] if counts[kind]):
        names = Counter(f"{verdict.text} ({verdict.mention.label})" for verdict in verdicts if verdict.kind == kind)
        rows += ["", kind, *(f"{count:8,}  {name}" for name, count in names.most_common(EXAMPLES))]
    return "\n".join(rows)


def as_json(verdicts: Sequence[Verdict], recall: dict[str, tuple[float, int]]) -> str:
    """One line."""
    counts = Counter(verdict.kind for verdict in verdicts)
    shares = {name: {"recall": share, "mentions": number} for name, (share, number) in recall.items()}
    return json.dumps({"kinds": {kind: counts[kind] for kind in KINDS}, "familiarity": shares})


def listing(verdicts: Sequence[Verdict]) -> str:
    """Every error in a line, for reading beside the texts."""
    rows = [(verdict.kind, verdict.doc_id, *verdict.mention, verdict.text) for verdict in verdicts]
    wrong = [row for row in rows if row[0] != "right"]
    return "".join("\t".join(map(str, row)) + "\n" for row in [("kind", "doc_id", *Mention._fields, "text"), *wrong])


if __name__ == "__main__":
    main()

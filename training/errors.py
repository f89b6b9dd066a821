"""Sorts the errors of a tagger by their kind: `python -m training.errors --corpus=bc5cdr --data_dir=DIR`."""

import json
from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from ner_model.tagger import load
from training.corpora.gold import GoldDocument, Mention
from training.corpora.load_corpus import BUILDERS, load_corpus
from training.evaluate import mentions_of, parse

KINDS = ("right", "boundary", "type", "boundary and type", "missed", "spurious")
FAMILIARITIES = ("memorised", "synonym", "novel")
EXAMPLES = 10  # of each kind that a table shows, the most frequent first


class Verdict(NamedTuple):
    """What became of a mention, or of an entity that is none: one of `KINDS`."""

    doc_id: str
    mention: Mention
    text: str
    kind: str


class Known(NamedTuple):
    """What training documents teach by heart: (text in lower case, label), and concepts."""

    names: frozenset[tuple[str, str]]
    concepts: frozenset[str]


def main(arguments: list[str] | None = None) -> None:
    args = parse(arguments, description=__doc__)
    if args.corpus not in BUILDERS:
        raise SystemExit(f"errors are sorted for {' and '.join(BUILDERS)} only, which have a training split")
    documents = load_corpus(args.corpus, args.split, args.data_dir, cache=args.cache)
    known = known_from(load_corpus(args.corpus, "train", args.data_dir, cache=args.cache))
    entities = load(args.model, engine=args.engine).annotate([document.text for document in documents])
    found = [mentions_of(document, those) for document, those in zip(documents, entities, strict=True)]
    verdicts = [verdict for pair in zip(documents, found, strict=True) for verdict in verdicts_of(*pair)]
    recall = recall_by_familiarity(documents, found, known)
    print(as_json(verdicts, recall) if args.json else table(verdicts, recall))
    if args.output:
        args.output.mkdir(parents=True, exist_ok=True)
        (args.output / "errors.tsv").write_text(listing(verdicts), encoding="utf-8")


def verdicts_of(document: GoldDocument, found: Collection[Mention]) -> list[Verdict]:
    """A verdict on each mention of a document, and one on each entity that overlaps none."""
    gold = dict.fromkeys(document.mentions)
    kinds = {mention: _kind(mention, found) for mention in gold}
    kinds |= {entity: "spurious" for entity in found if not _overlapping(entity, gold)}
    return [
        Verdict(document.doc_id, mention, document.text[mention.start : mention.end], kind)
        for mention, kind in sorted(kinds.items())
    ]


def known_from(documents: Sequence[GoldDocument]) -> Known:
    names = {(_name(document, mention), mention.label) for document in documents for mention in document.mentions}
    concepts = {part for document in documents for concept in document.concepts for part in _parts(concept)}
    return Known(frozenset(names), frozenset(concepts))


def recall_by_familiarity(
    documents: Sequence[GoldDocument], found: Sequence[Collection[Mention]], known: Known
) -> dict[str, tuple[float, int]]:
    """Recall and number of mentions whose name was in training, whose concept was, and of the others."""
    all_: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for document, those in zip(documents, found, strict=True):
        concepts = document.concepts or ("",) * len(document.mentions)
        for mention, concept in zip(document.mentions, concepts, strict=True):
            familiarity = _familiarity((_name(document, mention), mention.label), concept, known)
            all_[familiarity] += 1
            right[familiarity] += mention in those
    return {name: (right[name] / max(all_[name], 1), all_[name]) for name in FAMILIARITIES}


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


def _kind(mention: Mention, found: Collection[Mention]) -> str:
    near = _overlapping(mention, found)
    if mention in near:
        return "right"
    if not near:
        return "missed"
    if any((other.start, other.end) == (mention.start, mention.end) for other in near):
        return "type"
    return "boundary" if any(other.label == mention.label for other in near) else "boundary and type"


def _overlapping(mention: Mention, others: Collection[Mention]) -> list[Mention]:
    return [other for other in others if other.start < mention.end and mention.start < other.end]


def _name(document: GoldDocument, mention: Mention) -> str:
    return " ".join(document.text[mention.start : mention.end].lower().split())


def _parts(concept: str) -> list[str]:
    """The identifiers of a mention that names several things; `-1` stands for none."""
    return [part for part in concept.split("|") if part not in ("", "-1")]


def _familiarity(name: tuple[str, str], concept: str, known: Known) -> str:
    if name in known.names:
        return "memorised"
    return "synonym" if any(part in known.concepts for part in _parts(concept)) else "novel"


if __name__ == "__main__":
    main()

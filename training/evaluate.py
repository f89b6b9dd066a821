"""Measures a tagger on a corpus, from raw text: `python -m training.evaluate --corpus=bc5cdr --data_dir=DIR`.

Any other corpus will do: `--file=mine/ --labels=Drug=Chemical`, or one of `training.corpora.related`.
"""

import argparse
import itertools
import json
import pathlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from ner_model.entity import Entity
from ner_model.tagger import ENGINES, load
from ner_model.text import tokenize
from training.corpora import gmb
from training.corpora.gold import GoldDocument, Mention
from training.corpora.load_corpus import BUILDERS, CACHE, LABELS, load_corpus
from training.corpora.measured import Measured, labels_of, measured_of_file, measured_of_related
from training.corpora.related import RELATED
from training.measuring.confusion import draw_table, label_table, write_table
from training.measuring.metrics import (
    PADDED_LENGTH,
    Scores,
    TokenScores,
    calibration_error,
    entity_scores,
    scores_by_label,
    tag_pairs,
    token_scores,
    token_tags,
)

# What the predecessor of this project claimed, in percent; how it cut sentences and tokens is not known.
PREDECESSOR = {
    "gmb": {"padded_accuracy": 98.0},
    "bc5cdr": {"entities_f1": 54.81, "weighted_f1": 70.74},
}
MEASURES = {
    "accuracy": "token accuracy",
    "padded_accuracy": f"token accuracy, padding to {PADDED_LENGTH} counted",
    "entities_f1": "token F1, entities only",
    "weighted_f1": "token F1, weighted over all tags",
}


class Evaluation(NamedTuple):
    overall: Scores
    labels: dict[str, Scores]
    tokens: TokenScores
    calibration_error: float
    tag_pairs: dict[tuple[str, str], int]


def main(arguments: list[str] | None = None) -> None:
    args = parse(arguments, description=__doc__)
    tagger = load(args.model, engine=args.engine)
    measured = load_measured(args).by(tagger.labels)
    entities = measured.that_count(tagger.annotate([document.text for document in measured.documents]))
    evaluation = evaluate(measured.name, measured.documents, entities)
    about = {"model": tagger.name, "digest": tagger.digest, "corpus": measured.name, "split": args.split}
    line = json.dumps({**about, "documents": len(measured.documents), **numbers(evaluation)})
    print(line if args.json else table(evaluation, measured.name, f"{tagger.name} on {measured.name} {args.split}"))
    if args.output:
        save(args.output, line, evaluation)


def parse(arguments: list[str] | None, *, description: str | None) -> argparse.Namespace:
    """The flags that say what is measured on what."""
    parser = argparse.ArgumentParser(description=description)
    corpus = parser.add_mutually_exclusive_group(required=True)
    corpus.add_argument("--corpus", choices=[*sorted(BUILDERS), *RELATED])
    corpus.add_argument("--file", type=pathlib.Path, help="a corpus of your own: file, folder or zip")
    parser.add_argument("--labels", type=labels_of, help="which labels of --file count, as OWN=TAGGERS,OWN=TAGGERS,...")
    parser.add_argument("--repair_offsets", action="store_true", help="reads offsets of --file that are off as meant")
    parser.add_argument("--model", default="bc5cdr", help="bundled name or folder of a tagger (default: bc5cdr)")
    parser.add_argument("--split", choices=["train", "dev", "test"], default="dev", help="of bc5cdr and gmb")
    parser.add_argument("--data_dir", type=pathlib.Path, help="folder with the corpus as published")
    parser.add_argument("--cache", type=pathlib.Path, default=CACHE, help="folder for prepared corpora (TFDS)")
    parser.add_argument("--engine", choices=ENGINES, default="native")
    parser.add_argument("--json", action="store_true", help="print one line of JSON rather than a table")
    parser.add_argument("--output", type=pathlib.Path, help="folder for what does not fit a screen")
    args = parser.parse_args(arguments)
    if (args.file is None) != (args.labels is None) or (args.corpus is None) != (args.data_dir is None):
        parser.error("--corpus needs --data_dir, and --file needs --labels")
    return args


def load_measured(args: argparse.Namespace) -> Measured:
    if args.file:
        return measured_of_file(args.file, args.labels, repair_offsets=args.repair_offsets)
    if args.corpus in RELATED:
        return measured_of_related(args.corpus, args.data_dir / "related")
    documents = load_corpus(args.corpus, args.split, args.data_dir, cache=args.cache)
    return Measured(args.corpus, documents, frozenset(LABELS[args.corpus]))


def evaluate(corpus: str, documents: Sequence[GoldDocument], entities: Sequence[Sequence[Entity]]) -> Evaluation:
    """Compares the entities found in each document with its mentions."""
    gold = [document.mentions for document in documents]
    found = [mentions_of(document, those) for document, those in zip(documents, entities, strict=True)]
    gold_tags, found_tags = sentence_tags(corpus, documents, gold), sentence_tags(corpus, documents, found)
    scores = [entity.score for those in entities for entity in those]
    right = [mention in mentions for mentions, those in zip(map(set, gold), found, strict=True) for mention in those]
    return Evaluation(
        overall=entity_scores(gold, found),
        labels=scores_by_label(gold, found),
        tokens=token_scores(gold_tags, found_tags),
        calibration_error=calibration_error(scores, right),
        tag_pairs=tag_pairs(gold_tags, found_tags),
    )


def mentions_of(document: GoldDocument, entities: Sequence[Entity]) -> list[Mention]:
    """Entities as mentions; raises where one is not what the text has at its place."""
    for entity in entities:
        if document.text[entity.start : entity.end] != entity.text:
            raise ValueError(
                f"{document.doc_id}: {document.text[entity.start : entity.end]!r} at the place of {entity}"
            )
    return [Mention(entity.start, entity.end, entity.label) for entity in entities]


def sentence_tags(
    corpus: str, documents: Sequence[GoldDocument], mentions: Sequence[Sequence[Mention]]
) -> list[list[str]]:
    """Tags of the tokens of each sentence: GMB's own words and sentences, elsewhere the tagger's tokens."""
    sentences = []
    for document, those in zip(documents, mentions, strict=True):
        if corpus == "gmb":
            sentences.append(token_tags(gmb.word_bounds(document.text), those))
            continue
        tokens = tokenize(document.text)
        tags = token_tags(zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True), those)
        bounds = tokens.first_tokens.tolist()
        sentences.extend(tags[first:end] for first, end in itertools.pairwise(bounds))
    return sentences


def numbers(evaluation: Evaluation) -> dict[str, Any]:
    """What `--json` prints, all of it between 0 and 1 but for the support."""
    tokens = {f"token_{name}": value for name, value in evaluation.tokens._asdict().items()}
    labels = {label: scores._asdict() for label, scores in evaluation.labels.items()}
    error = {"expected_calibration_error": evaluation.calibration_error}
    return {**evaluation.overall._asdict(), **tokens, **error, "labels": labels}


def table(evaluation: Evaluation, corpus: str, title: str) -> str:
    """Entities first, which count; then what older work counted, beside the predecessor's claim."""
    rows = [f"{title}, exact match of entities, in percent", f"{'':12}precision  recall      F1  support"]
    for label, scores in {"all": evaluation.overall, **evaluation.labels}.items():
        precision, recall, f1 = (100 * value for value in scores[:3])
        rows.append(f"{label:12}{precision:9.2f}{recall:8.2f}{f1:8.2f}{scores.support:9,}")
    rows += ["", f"{'':42}this tagger  predecessor"]
    for name, measure in MEASURES.items():
        claim = PREDECESSOR.get(corpus, {}).get(name)
        rows.append(f"{measure:42}{100 * getattr(evaluation.tokens, name):11.2f}{f'{claim:13.2f}' if claim else ''}")
    rows.append(f"{'expected calibration error of scores':42}{100 * evaluation.calibration_error:11.2f}")
    return "\n".join(rows)


def save(folder: pathlib.Path, line: str, evaluation: Evaluation) -> None:
    """Writes `evaluation.json`, `confusion.csv` and `confusion.png`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "evaluation.json").write_text(line + "\n", encoding="utf-8")
    labels, counts = label_table(evaluation.tag_pairs)
    write_table(folder / "confusion.csv", labels, counts)
    draw_table(folder / "confusion.png", labels, counts)


if __name__ == "__main__":
    main()

"""How well entities that were found agree with the mentions of a corpus: numbers, a table, files."""

import itertools
import pathlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ner_model.entity import Entity
from ner_model.text import tokenize
from training.corpora.gold import GoldDocument, Mention
from training.corpora.measured import Measured
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


def evaluate(measured: Measured, entities: Sequence[Sequence[Entity]]) -> Evaluation:
    """Compares the entities found in each document with its mentions."""
    gold = [document.mentions for document in measured.documents]
    found = [mentions_of(document, those) for document, those in zip(measured.documents, entities, strict=True)]
    gold_tags, found_tags = sentence_tags(measured, gold), sentence_tags(measured, found)
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


def sentence_tags(measured: Measured, mentions: Sequence[Sequence[Mention]]) -> list[list[str]]:
    """Tags of the tokens of each sentence: the corpus' own words, if it has such, else the tagger's tokens."""
    sentences = []
    for document, those in zip(measured.documents, mentions, strict=True):
        if measured.word_bounds:
            sentences.append(token_tags(measured.word_bounds(document.text), those))
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


def table(evaluation: Evaluation, claims: Mapping[str, float], title: str) -> str:
    """Entities first, which count; then what older work counted, beside what a predecessor claimed."""
    rows = [f"{title}, exact match of entities, in percent", f"{'':12}precision  recall      F1  support"]
    for label, scores in {"all": evaluation.overall, **evaluation.labels}.items():
        precision, recall, f1 = (100 * value for value in scores[:3])
        rows.append(f"{label:12}{precision:9.2f}{recall:8.2f}{f1:8.2f}{scores.support:9,}")
    rows += ["", f"{'':42}this tagger{'  predecessor' if claims else ''}"]
    for name, measure in MEASURES.items():
        claim = claims.get(name)
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

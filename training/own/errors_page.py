"""The worst errors of a tagger as a page: what annotators marked and what was found, sentence by sentence."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ner_model.entity import Entity
from ner_model.text import tokenize
from training.corpora.gold import GoldDocument, Mention
from training.measuring.metrics import Scores
from training.measuring.verdicts import KINDS, verdicts_of

MOST = 25  # errors of each kind that are shown

Part = tuple[str, str, bool]  # text, label or nothing, whether the error is about it


class Rival(NamedTuple):
    """Somebody who looks for the same mentions: this tagger, where it started, a dictionary."""

    name: str
    scores: Scores


class Error(NamedTuple):
    """A sentence as annotators and as the tagger have it; `confidence` of what was found, 0 where nothing was."""

    kind: str
    doc_id: str
    gold: list[Part]
    found: list[Part]
    confidence: float


class Errors(NamedTuple):
    """How many errors of a kind there are, and the worst of them."""

    number: int
    shown: list[Error]


def write_errors_page(path: Path, title: str, rivals: Sequence[Rival], errors: Sequence[Error]) -> None:
    """A whole page, which fetches nothing; no text is ever taken for markup."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
    )
    kinds = {kind: _worst([error for error in errors if error.kind == kind]) for kind in KINDS[1:]}
    page = environment.get_template("errors.html").render(title=title, rivals=rivals, kinds=kinds)
    path.write_text(page, encoding="utf-8")


def errors_in(documents: Iterable[GoldDocument], entities: Iterable[Sequence[Entity]]) -> list[Error]:
    """Every error in documents, in their order."""
    errors = []
    for document, those in zip(documents, entities, strict=True):
        scores = {Mention(entity.start, entity.end, entity.label): entity.score for entity in those}
        for verdict in verdicts_of(document, list(scores)):
            if verdict.kind != "right":
                at = verdict.mention
                near = [score for found, score in scores.items() if found.start < at.end and at.start < found.end]
                gold, found = (_sentence(document.text, at, marks) for marks in (document.mentions, list(scores)))
                errors.append(Error(verdict.kind, document.doc_id, gold, found, max(near, default=0.0)))
    return errors


def _worst(errors: Sequence[Error]) -> Errors:
    """Those first of which the tagger is surest."""
    return Errors(len(errors), sorted(errors, key=lambda error: -error.confidence)[:MOST])


def _sentence(text: str, at: Mention, marks: Sequence[Mention]) -> list[Part]:
    """The sentence around a mention, piece by piece."""
    bounds = [*tokenize(text).sentence_starts.tolist(), len(text)]
    number = int(np.searchsorted(bounds, at.start, side="right")) - 1
    end, last = bounds[number], max(bounds[number + 1], at.end)
    parts: list[Part] = []
    for mark in sorted(mark for mark in marks if end <= mark.start and mark.end <= last):
        if mark.start >= end:
            parts.append((text[end : mark.start], "", False))
            overlaps = mark.start < at.end and at.start < mark.end
            parts.append((text[mark.start : mark.end], mark.label, overlaps))
            end = mark.end
    return [*parts, (text[end:last], "", False)]

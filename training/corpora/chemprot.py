"""Abstracts as lists of tokens, with chemicals and genes: ChemProt as it is published for span models.

Krallinger et al. 2017, BioCreative VI CHEMPROT track.
"""

import gzip
import json
import pathlib
from collections.abc import Iterator
from typing import Any

from training.corpora.gold import GoldDocument, Mention
from training.corpora.iob import text_of


def read_file(path: pathlib.Path) -> Iterator[GoldDocument]:
    """The abstracts of a file, their sentences with a space between; mentions may lie in one another."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(_document, map(json.loads, lines))


def _document(record: dict[str, Any]) -> GoldDocument:
    text, tokens = "", 0
    mentions: set[Mention] = set()
    for words, spans in zip(record["sentences"], record["ner"], strict=True):
        text += " " if text else ""
        sentence, bounds = text_of(words)
        for first, last, label in spans:  # tokens of the abstract, the last one included
            start, end = bounds[first - tokens][0], bounds[last - tokens][1]
            mentions.add(Mention(len(text) + start, len(text) + end, label))
        text, tokens = text + sentence, tokens + len(words)
    return GoldDocument(record["id"], text, tuple(sorted(mentions)))

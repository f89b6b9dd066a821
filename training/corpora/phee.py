"""Sentences with events of pharmacovigilance: PHEE.

Sun et al. 2022, https://aclanthology.org/2022.emnlp-main.376
"""

import gzip
import json
import pathlib
from collections.abc import Iterator
from typing import Any

from training.corpora.gold import GoldDocument, Mention, mention_of


def read_file(path: pathlib.Path) -> Iterator[GoldDocument]:
    """Of the events the drugs, the disorders of patients and treated ones, and the effects."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            events = [event for annotation in record["annotations"] for event in annotation["events"]]
            mentions = {mention for event in events for mention in _mentions(record["context"], event)}
            yield GoldDocument(record["id"], record["context"], tuple(sorted(mentions)))


def _mentions(sentence: str, event: dict[str, Any]) -> Iterator[Mention]:
    """The parts of an argument that is not in one piece are a mention each."""
    treatment, subject = event.get("Treatment", {}), event.get("Subject", {})
    for label, holder in [("Effect", event), ("Drug", treatment), ("Disorder", treatment), ("Disorder", subject)]:
        argument = holder.get(label, {"text": [], "start": []})
        for texts, starts in zip(argument["text"], argument["start"], strict=True):
            yield from (mention_of(sentence, start, text, label) for text, start in zip(texts, starts, strict=True))

"""What a tagger has learned from, for its card: corpora with their licences, and what its starting point learned."""

import pathlib
from collections.abc import Mapping
from typing import Any

from training.corpora.load_corpus import KNOWN
from training.corpora.related import RELATED
from training.fitting.settings import TrainConfig


def learned_from(config: TrainConfig, *, silver: pathlib.Path | None = None) -> dict[str, str]:
    """The corpora of one step by their names, with what they are and their licences.

    >>> from training.fitting.settings import GENERAL
    >>> learned_from(GENERAL)["gmb"].rpartition("; ")[2]
    'free to train on, not to be passed on'
    """
    learned = {config.corpus: _known(config.corpus)} if config.corpus in KNOWN else {}
    for name in config.mixture:
        learned[name] = _known(name) if name in KNOWN else RELATED[name].licence
    if silver:
        learned["silver"] = f"texts as earlier taggers annotated them ({silver.name})"
    return learned


def with_starting_point(learned: Mapping[str, str], card: Mapping[str, Any], digest: str) -> dict[str, str]:
    """What a step learned, and, where it started from another tagger, that tagger and what it had learned."""
    before = card.get("trained_on")
    earlier = before if isinstance(before, dict) else {}
    start = {"starting point": f"the tagger {card['name']} ({digest[:12]})"}
    return {**learned, **start, **{name: about for name, about in earlier.items() if name not in {*learned, *start}}}


def _known(name: str) -> str:
    return f"{KNOWN[name].about}; {KNOWN[name].licence}"

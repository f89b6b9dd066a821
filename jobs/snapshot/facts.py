"""The facts of all ranges of a snapshot as those of the whole."""

from collections import Counter
from typing import Any

_SUMS = ("found", "older", "deleted", "deleted_rows", "documents", "entities", "tokens", "empty_texts")
_SUMS_OF_CHANGES = ("added", "changed", "unchanged")
_SHOWN = 20


def facts_of(ranges: list[dict[str, Any]]) -> dict[str, Any]:
    """Sums, and the first of all lists; mentions are exact for one range, lower bounds for several."""
    ranges = sorted(ranges, key=lambda facts: facts["range"])
    return {
        **{name: sum(facts[name] for facts in ranges) for name in (*_SUMS, *_SUMS_OF_CHANGES)},
        "labels": _labels(ranges),
        "score_tenths": [sum(tenth) for tenth in zip(*(facts["score_tenths"] for facts in ranges), strict=True)],
        "flags": _counts(ranges, "flags"),
        "gone": [key for facts in ranges for key in facts["gone"]][:_SHOWN],
        "gone_by_file": _counts(ranges, "gone_by_file"),
        **{name: _mentions(ranges, name) for name in ("mentions", "gained", "lost")},
        "examples": [example for facts in ranges for example in facts["examples"]][:_SHOWN],
    }


def _labels(ranges: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Count and mean score of the entities with each label."""
    counts, sums = Counter(), Counter()
    for facts in ranges:
        for label, (count, total) in facts["labels"].items():
            counts[label] += count
            sums[label] += total
    return {label: {"count": counts[label], "score": round(sums[label] / counts[label], 6)} for label in sorted(counts)}


def _counts(ranges: list[dict[str, Any]], name: str) -> dict[str, int]:
    counts = sum((Counter(facts[name]) for facts in ranges), Counter())
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _mentions(ranges: list[dict[str, Any]], name: str) -> list[list]:
    counts = Counter()
    for facts in ranges:
        counts.update({(label, text): rows for label, text, rows in facts[name]})
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [[*mention, rows] for mention, rows in ranked[:_SHOWN]]

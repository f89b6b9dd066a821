"""The facts of all ranges of a snapshot as those of the whole."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from transforms.snapshots.facts import RangeFacts
from transforms.snapshots.snapshot_record import Facts, LabelFacts
from transforms.writing.mentions import Mention

_SHOWN = 20


def facts_of(ranges: Iterable[RangeFacts], duplicates: Sequence[str] = ()) -> Facts:
    """Sums, and the first of all lists; mentions are exact for one range, lower bounds for several."""
    ranges = sorted(ranges, key=lambda facts: facts.range)
    described = [facts.described for facts in ranges]
    compared = [facts.compared for facts in ranges]
    return Facts(
        found=sum(facts.found for facts in ranges),
        older=sum(facts.older for facts in ranges),
        deleted=sum(facts.deleted for facts in ranges),
        deleted_rows=sum(facts.deleted_rows for facts in ranges),
        documents=sum(facts.documents for facts in described),
        entities=sum(facts.entities for facts in described),
        tokens=sum(facts.tokens for facts in described),
        empty_texts=sum(facts.empty_texts for facts in described),
        added=sum(facts.added for facts in compared),
        changed=sum(facts.changed for facts in compared),
        unchanged=sum(facts.unchanged for facts in compared),
        labels=_labels(ranges),
        score_tenths=tuple(map(sum, zip(*(facts.score_tenths for facts in described), strict=True))),
        flags=_counts(facts.flags for facts in described),
        gone=tuple(key for facts in compared for key in facts.gone)[:_SHOWN],
        gone_by_file=_counts(facts.gone_by_file for facts in compared),
        mentions=_mentions(facts.mentions for facts in described),
        gained=_mentions(facts.gained for facts in compared),
        lost=_mentions(facts.lost for facts in compared),
        examples=tuple(example for facts in described for example in facts.examples)[:_SHOWN],
        duplicates=tuple(duplicates),
        unordered=sum(facts.collided.unordered for facts in ranges),
        overtaken=sum(facts.collided.overtaken for facts in ranges),
        unordered_examples=tuple(each for facts in ranges for each in facts.collided.unordered_examples)[:_SHOWN],
        overtaken_examples=tuple(each for facts in ranges for each in facts.collided.overtaken_examples)[:_SHOWN],
    )


def _labels(ranges: Iterable[RangeFacts]) -> dict[str, LabelFacts]:
    counts: Counter[str] = Counter()
    sums: dict[str, float] = {}
    for facts in ranges:
        for label, of_range in facts.described.labels.items():
            counts[label] += of_range.count
            sums[label] = sums.get(label, 0.0) + of_range.scores
    return {label: LabelFacts(counts[label], round(sums[label] / counts[label], 6)) for label in sorted(counts)}


def _counts(of_ranges: Iterable[Mapping[str, int]]) -> dict[str, int]:
    counts: Counter[str] = sum(map(Counter, of_ranges), Counter())
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _mentions(of_ranges: Iterable[tuple[Mention, ...]]) -> tuple[Mention, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    for mentions in of_ranges:
        counts.update({(mention.label, mention.text): mention.rows for mention in mentions})
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Mention(*name, rows) for name, rows in ranked[:_SHOWN])

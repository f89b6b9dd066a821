"""The facts of a snapshot to which a night was added: those of the one before, and what the night changed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from jobs.snapshot.facts import facts_of
from transforms.snapshots.facts import Described, RangeFacts
from transforms.snapshots.snapshot_record import Facts, LabelFacts, SnapshotRecord
from transforms.writing.mentions import Mention


class Touched(NamedTuple):
    """The documents that a night replaces, as they were and as they are."""

    before: Facts
    after: Facts


def facts_after(before: SnapshotRecord, ranges: Sequence[RangeFacts], duplicates: Sequence[str] = ()) -> Facts:
    """Sums of the whole; examples, gained and lost mentions and what was older or deleted are of the night."""
    night, gone = facts_of(ranges, duplicates), touched_by(ranges).before
    kept = sum(facts.kept for facts in ranges)
    documents = before.documents - gone.documents + night.documents
    return replace(
        night,
        found=before.documents - gone.documents - kept + night.found,
        documents=documents,
        entities=before.entities - gone.entities + night.entities,
        tokens=before.tokens - gone.tokens + night.tokens,
        empty_texts=max(before.empty_texts - gone.empty_texts + night.empty_texts, 0),
        unchanged=documents - night.added - night.changed,
        labels=_labels(before, gone, night),
        score_tenths=tuple(
            old - less + more
            for old, less, more in zip(before.score_tenths, gone.score_tenths, night.score_tenths, strict=True)
        ),
        flags=_flags(before.flags, gone.flags, night.flags),
        mentions=_mentions(before.mentions, gone.mentions, night.mentions),
        unordered=before.unordered + night.unordered,
        overtaken=before.overtaken + night.overtaken,
    )


def touched_by(ranges: Sequence[RangeFacts]) -> Touched:
    """The documents that were there, deleted ones too, and the new versions of them."""
    return Touched(
        facts_of(replace(facts, described=facts.voided or _NONE) for facts in ranges),
        facts_of(replace(facts, described=facts.replacing or _NONE) for facts in ranges),
    )


def as_record(facts: Facts, record: SnapshotRecord) -> SnapshotRecord:
    """A record of the same snapshot about other documents."""
    return replace(record, **vars(facts))


_NONE = Described(0, 0, 0, 0, {}, (0,) * 10, {}, (), ())


def _labels(before: Facts, gone: Facts, night: Facts) -> dict[str, LabelFacts]:
    found = {}
    for label in sorted(before.labels.keys() | night.labels.keys()):
        none = LabelFacts(0, 0.0)
        old, less, more = (facts.labels.get(label, none) for facts in (before, gone, night))
        count = old.count - less.count + more.count
        scores = old.count * old.score - less.count * less.score + more.count * more.score
        if count > 0:
            found[label] = LabelFacts(count, round(scores / count, 6))
    return found


def _flags(before: Mapping[str, int], gone: Mapping[str, int], night: Mapping[str, int]) -> dict[str, int]:
    counts = Counter(before) + Counter(night)
    counts.subtract(gone)
    return dict(sorted((+counts).items(), key=lambda item: (-item[1], item[0])))


def _mentions(before: Iterable[Mention], gone: Iterable[Mention], night: Iterable[Mention]) -> tuple[Mention, ...]:
    """Of the mentions that were the most frequent; the next base counts all again."""
    counts = {(mention.label, mention.text): mention.rows for mention in before}
    for mentions, sign in ((gone, -1), (night, 1)):
        for mention in mentions:
            if (mention.label, mention.text) in counts:
                counts[mention.label, mention.text] += sign * mention.rows
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Mention(*name, rows) for name, rows in ranked)

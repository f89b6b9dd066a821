"""Whether a snapshot may be published: nothing lost, nothing doubled, and nothing moved further than it may."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import sqrt

from jobs.snapshot.night_facts import Touched, as_record
from transforms.snapshots.snapshot_record import Breach, SnapshotRecord


@dataclass(frozen=True)
class Bounds:
    """Shares by which a snapshot may differ from the one before; `noise` lets small numbers move further."""

    entities_per_document: float = 0.10
    entities_of_label: float = 0.20
    mean_score: float = 0.05
    empty_texts: float = 0.01
    gone_with_baseline: float = 0.05
    noise: float = 4.0


def judge(
    record: SnapshotRecord, before: SnapshotRecord | None, force: bool = False, touched: Touched | None = None
) -> SnapshotRecord:
    """The same record with the verdict of the gate: whether the snapshot is published, and what speaks against it.

    A night is small beside the whole, so what it `touched` is compared with what the same documents were like before.
    """
    found = tuple(breaches(record, before))
    if touched and before:
        found += tuple(_moved(as_record(touched.after, record), as_record(touched.before, before), Bounds()))
    return replace(
        record,
        previous=before.snapshot_id if before else None,
        breaches=found,
        published=not found or force,
        forced=bool(found and force),
    )


def breaches(facts: SnapshotRecord, before: SnapshotRecord | None, bounds: Bounds = Bounds()) -> list[Breach]:
    """All reasons against publishing; without a snapshot before, only what can be told from the new one alone."""
    found = [*_accounts(facts), *_unordered(facts, before)]
    if before:
        found += [*_gone(facts, before, bounds), *_moved(facts, before, bounds)]
    return found


def _moved(facts: SnapshotRecord, before: SnapshotRecord, bounds: Bounds) -> list[Breach]:
    return [*_entities(facts, before, bounds), *_texts(facts, before, bounds)]


def _accounts(facts: SnapshotRecord) -> Iterator[Breach]:
    """Documents in are documents out, dead letters, deletions, or have been replaced by newer ones."""
    for run_id, (recorded, rows) in facts.runs.items():
        if recorded != rows:
            text = f"run {run_id} wrote {recorded:,} documents, but its files hold {rows:,}"
            yield Breach("documents in = documents out", text, (run_id,))
    out = facts.documents + facts.older + facts.deleted_rows
    if facts.found != out:
        text = f"{facts.found:,} documents went in, but {out:,} came out, were deleted or have a newer version"
        yield Breach("documents in = documents out", text)
    if facts.duplicates:
        text = f"{len(facts.duplicates):,} ids are there twice"
        yield Breach("no duplicate ids", text, facts.duplicates[:10])


def _unordered(facts: SnapshotRecord, before: SnapshotRecord | None) -> Iterator[Breach]:
    """Of two texts with one id the newer counts; where nothing says which that is, a person must know of it once."""
    if facts.unordered > (before.unordered if before else 0):
        text = (
            f"{facts.unordered:,} documents have the id and another text than a document of another file of their run, "
            "and nothing says which is newer; give them ids of their own, or tag the newer file in a later run"
        )
        yield Breach("one text for each id", text, facts.unordered_examples[:10])


def _gone(facts: SnapshotRecord, before: SnapshotRecord, bounds: Bounds) -> Iterator[Breach]:
    """Nothing may go that the inputs did not delete; a new baseline may leave out a few citations."""
    replaced = set(facts.superseded)
    with_baseline = sum(facts.gone_by_file[path] for path in replaced)
    lost = sum(facts.gone_by_file.values()) - with_baseline
    if lost:
        files = ", ".join(f"{path} ({n:,})" for path, n in facts.gone_by_file.items() if path not in replaced)
        text = (
            f"{_share(lost, before.documents)} of the documents of the last snapshot are gone, though no input "
            f"deleted them: {lost:,} of {before.documents:,}. They came from {files[:500]}"
        )
        yield Breach("no document lost", text, facts.gone)
    allowed = max(bounds.gone_with_baseline, 1 / sqrt(max(before.documents, 1)))
    if with_baseline > allowed * before.documents:
        text = (
            f"the new baseline lacks {with_baseline:,} documents, {_share(with_baseline, before.documents)} of the "
            f"last snapshot; at most {allowed:.1%} may be gone with a baseline. Has all of it been tagged?"
        )
        yield Breach("baseline complete", text, facts.gone)


def _entities(facts: SnapshotRecord, before: SnapshotRecord, bounds: Bounds) -> Iterator[Breach]:
    """Entities per document of all labels and of each, and how sure the tagger was of them."""
    sizes = before.documents, facts.documents
    counts = before.entities, facts.entities
    yield from _rate("entities per document", counts, sizes, (bounds.entities_per_document, bounds.noise))
    for label in sorted(before.labels.keys() | facts.labels.keys()):
        old, new = (each.labels.get(label) for each in (before, facts))
        counts = old.count if old else 0, new.count if new else 0
        yield from _rate(f"{label} per document", counts, sizes, (bounds.entities_of_label, bounds.noise))
        if old is None or new is None:
            continue
        moved = new.score - old.score
        if abs(moved) > max(bounds.mean_score, bounds.noise / 2 / sqrt(min(counts))):
            text = f"the mean score of {label} went from {old.score:.3f} to {new.score:.3f}"
            yield Breach(f"mean score of {label}", text)


def _rate(name: str, counts: tuple[int, int], sizes: tuple[int, int], bounds: tuple[float, float]) -> Iterator[Breach]:
    old, new = (count / max(size, 1) for count, size in zip(counts, sizes, strict=True))
    allowed = max(bounds[0], bounds[1] / sqrt(max(counts[0] or counts[1], 1)))
    if abs(new - old) > allowed * old and max(counts) > bounds[1] ** 2:
        text = f"{name}: {old:.2f} in the last snapshot, {new:.2f} in this one; more than {allowed:.0%} apart"
        yield Breach(name, text)


def _texts(facts: SnapshotRecord, before: SnapshotRecord, bounds: Bounds) -> Iterator[Breach]:
    old, new = (each.empty_texts / max(each.documents, 1) for each in (before, facts))
    allowed = max(bounds.empty_texts, bounds.noise * sqrt(max(old, 0.01) / max(facts.documents, 1)))
    if new - old > allowed:
        yield Breach("empty texts", f"{new:.1%} of the documents have no text; in the last snapshot {old:.1%} had")


def _share(part: int, whole: int) -> str:
    return f"{part / max(whole, 1):.1%}"

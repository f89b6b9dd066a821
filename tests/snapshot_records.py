"""Records and facts of snapshots for tests, and a publication without a report."""

from dataclasses import replace

from transforms.snapshots.facts import Compared, Described, Example, LabelSum, Mark, RangeFacts
from transforms.snapshots.snapshot_record import DocumentCounts, LabelFacts, SnapshotRecord
from transforms.snapshots.snapshots import (
    announce_snapshot,
    current_snapshot,
    move_tables,
    name_current,
    settle_current,
    write_record,
)
from transforms.writing.mentions import Mention

EXAMPLE = Example("d1", "Zinc & lead.", (Mark(0, 4, "Chemical"), Mark(7, 11, "Chemical")))

RECORD = SnapshotRecord(
    snapshot_id="2026-11-22T182859.267180Z-e48f0b",
    fingerprint="00",
    year=26,
    models=("stub",),
    runs={"2026-11-22T182847.087099Z-84435a": DocumentCounts(1_200, 1_200)},
    inputs=1,
    dead_letters_by_reason={"read/bad_json": 3},
    tokens_per_second={"2026-11-22T182847.087099Z-84435a": 90_000},
    found=1_204,
    older=3,
    deleted=1,
    deleted_rows=1,
    documents=1_200,
    entities=3_000,
    tokens=9_000,
    empty_texts=0,
    added=7,
    changed=2,
    unchanged=1_191,
    labels={"Chemical": LabelFacts(3_000, 0.912)},
    score_tenths=(0,) * 9 + (3_000,),
    mentions=(Mention("Chemical", "zinc", 40),),
    gained=(Mention("Chemical", "<b>lead</b>", 4),),
    examples=(EXAMPLE,),
    published=True,
)


def snapshot_record(snapshot_id, **fields):
    return replace(RECORD, snapshot_id=snapshot_id, **fields)


def range_facts(number, described=None, compared=None):
    """What a range of one document says."""
    of_rows = Described(
        documents=1,
        entities=1,
        tokens=1,
        empty_texts=1,
        labels={"Chemical": LabelSum(2, 1.5)},
        score_tenths=(0,) * 9 + (2,),
        flags={"RetractionIn": 1},
        mentions=(Mention("Chemical", "zinc", 2),),
        examples=(replace(EXAMPLE, doc_id=f"d{number}"),),
    )
    change = Compared(added=1, changed=1, unchanged=1, gone=(f"d{number}",), gone_by_file={"a.xml": 1})
    described, compared = replace(of_rows, **(described or {})), replace(change, **(compared or {}))
    return RangeFacts(number, (), 1, 1, 1, 1, described, compared)


def publish_snapshot(output, snapshot_id, files):
    """The steps of a publication that readers need."""
    announce_snapshot(output, snapshot_id)
    move_tables(output, snapshot_id, files, {})
    write_record(output, snapshot_record(snapshot_id))
    name_current(output, snapshot_id, current_snapshot(output))
    settle_current(output)

"""A snapshot to which nights were added holds, after every night, row for row what one made of all runs holds."""

import json
import os
from argparse import Namespace
from random import Random

import pytest
from apache_beam.options.pipeline_options import PipelineOptions

from jobs.compact_annotations import build_snapshot, publication_of
from jobs.snapshot import plan_night
from jobs.snapshot.gate import judge
from jobs.snapshot.plan_snapshot import plan_snapshot
from jobs.snapshot.publish import UNTIL_CURRENT, publish, recover_publication
from tests import pubmed_updates
from tests.jobs.snapshot_rows import rows_of
from tests.jobs.test_snapshots_of_nights import commit, compact
from transforms.snapshots.manifest import manifest_of
from transforms.snapshots.newest_state import newest_state
from transforms.snapshots.snapshots import current_snapshot, half_snapshots, record_of
from transforms.snapshots.state_tables import read_table, select_of

SEEDS = range(20 if "THOROUGH" in os.environ else 1)
FLAGS = Namespace(
    rebase=False, delta=False, iceberg=False, keep=2, force=True, max_file_bytes=1 << 20, metrics_file=None
)
COUNTS = ("documents", "entities", "tokens", "score_tenths", "empty_texts", "flags")


@pytest.fixture(autouse=True)
def _large_nights(monkeypatch):
    monkeypatch.setattr(plan_night, "_SHARE_OF_BASE", 1_000)


def add_night(output, flags=FLAGS):
    """Compacts; returns the record of the snapshot, and how many nights it has."""
    plan = plan_snapshot(str(output), flags)
    built = build_snapshot(plan, PipelineOptions([]))
    judged = built._replace(record=judge(built.record, plan.current, flags.force, built.touched))
    publish(publication_of(plan, judged, flags))
    return judged.record, len(manifest_of(str(output), judged.record.snapshot_id).nights)


def rows_in(output, table):
    """The rows that readers read, in the order of their documents."""
    rows = read_table(newest_state(str(output)), table).to_pylist()
    return sorted(rows, key=lambda row: (row["doc_id"], row.get("start", 0)))


def check_equal(output, record, folder):
    facts = compact(output, folder, bounds=[])
    for table in ("documents", "entities"):
        expected = rows_of(folder / "tables", table) if facts.documents else []
        assert rows_in(output, table) == sorted(expected, key=lambda row: (row["doc_id"], row.get("start", 0)))
    assert [getattr(record, name) for name in COUNTS] == [getattr(facts, name) for name in COUNTS]
    assert {label: counts.count for label, counts in record.labels.items()} == {
        label: counts.count for label, counts in facts.labels.items()
    }


def rewrite(path, random, night):
    """A file that is read again whenever it has changed, and that may lose documents."""
    ids = random.sample(["a", "b", "c", "3"], random.randint(2, 4)) if night % 9 == 8 else ["a", "b", "c", "3"]
    lines = [json.dumps({"id": doc_id, "text": f"Zinc {random.randint(0, 3)} helps {night}."}) for doc_id in ids]
    path.write_text("\n".join(lines))
    return path


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_after_every_night_the_rows_are_those_of_a_snapshot_of_all_runs(tmp_path, seed):
    random, output, added = Random(seed), tmp_path / "out", []
    (tmp_path / "in").mkdir()
    files = pubmed_updates.generate(seed)
    arrivals = [path for paths in pubmed_updates.deliveries(files, tmp_path / "in", seed) for path in paths]
    baseline, *later = (
        pubmed_updates.write(file, tmp_path / "in", year=27) for file in pubmed_updates.generate(seed)[:4]
    )
    nights = [arrivals[:5], *([path] for path in arrivals[5:]), [baseline], *([path] for path in later)]
    for number, paths in enumerate(nights):
        more = [rewrite(tmp_path / "in" / "own.jsonl", random, number)] if number % 3 == 2 else []
        commit(output, f"R{number:02}", [*paths, *more])
        record, of_base = add_night(output)
        added.append(of_base)
        check_equal(output, record, tmp_path / f"scratch{number}")
    assert len(nights) > 30
    assert sum(of_base > 0 for of_base in added) > len(added) / 2
    assert 0 in added[1:]  # at least one night needed a whole snapshot


def test_a_snapshot_with_nights_is_read_by_sql(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    files = pubmed_updates.generate(5, updates=4)
    for number, file in enumerate(files):
        commit(tmp_path / "out", f"R{number}", [pubmed_updates.write(file, tmp_path / "in")])
        add_night(tmp_path / "out")
    output = str(tmp_path / "out")
    view = (tmp_path / "out" / "snapshots" / current_snapshot(output) / "documents.sql").read_text()
    expected = [row["doc_id"] for row in rows_in(output, "documents")]
    for query in (view, select_of(newest_state(output), "documents")):
        assert sorted(row[0] for row in duckdb.sql(query).fetchall()) == expected


def test_a_whole_snapshot_is_made_on_request(tmp_path):
    for number, file in enumerate(pubmed_updates.generate(5, updates=4)):
        commit(tmp_path / "out", f"R{number}", [pubmed_updates.write(file, tmp_path / "in")])
        add_night(tmp_path / "out")
    before = rows_in(tmp_path / "out", "documents")
    record, nights = add_night(tmp_path / "out", Namespace(**{**vars(FLAGS), "rebase": True}))
    assert (nights, record.documents) == (0, len(before))
    assert rows_in(tmp_path / "out", "documents") == before


def test_files_go_when_no_snapshot_that_is_kept_is_made_of_them(tmp_path):
    output = tmp_path / "out"
    for number, file in enumerate(pubmed_updates.generate(5, updates=5)):
        commit(output, f"R{number}", [pubmed_updates.write(file, tmp_path / "in")])
        add_night(output)
    layers = manifest_of(str(output), current_snapshot(str(output))).layers
    assert {path.name for path in (output / "snapshots").iterdir()} == {layer.snapshot_id for layer in layers} | {
        "CURRENT"
    }
    add_night(output, Namespace(**{**vars(FLAGS), "rebase": True, "keep": 1}))
    assert {path.name for path in (output / "snapshots").iterdir()} == {current_snapshot(str(output)), "CURRENT"}


def test_a_night_whose_documents_lose_their_entities_is_held(tmp_path):
    output = tmp_path / "out"
    texts = {False: "Zinc and Lead help Rats.", True: "nothing helps."}
    for number, is_broken in enumerate((False, True)):
        ids = range(1, 2_001) if not is_broken else range(1, 101)
        citations = [pubmed_updates.Citation(pmid, 1, texts[is_broken]) for pmid in ids]
        file = pubmed_updates.UpdateFile(number + 1, citations, [])
        commit(output, f"R{number}", [pubmed_updates.write(file, tmp_path / "in")])
        record, _ = add_night(output)
    assert "entities per document" in {breach.check for breach in record.breaches}
    assert record_of(str(output), record.snapshot_id).forced


def test_a_night_that_was_killed_before_current_moved_leaves_the_snapshot_before(tmp_path):
    output, files = tmp_path / "out", pubmed_updates.generate(5, updates=3)
    for number, file in enumerate(files):
        commit(output, f"R{number}", [pubmed_updates.write(file, tmp_path / "in")])
        before = rows_in(output, "documents") if number == len(files) - 1 else []
        for steps in range(len(UNTIL_CURRENT) + 1) if before else ():
            plan = plan_snapshot(str(output), FLAGS)
            built = build_snapshot(plan, PipelineOptions([]))
            for step in UNTIL_CURRENT[:steps]:
                step.do(publication_of(plan, built._replace(record=judge(built.record, plan.current, True)), FLAGS))
            assert rows_in(output, "documents") == before
            recover_publication(str(output))
            assert rows_in(output, "documents") == before
        record, _ = add_night(output)
    check_equal(output, record, tmp_path / "scratch")
    assert half_snapshots(str(output)) == []

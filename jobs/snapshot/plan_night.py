"""Whether the runs since the last snapshot can be added to it as a night, and what the night reads."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import pyarrow.parquet as pq

from jobs.snapshot.check_files import check_files, footer_of
from jobs.snapshot.plan_compaction import Compaction, elements_of
from transforms.records import place_of
from transforms.runs.bundles import bundles_of
from transforms.runs.file_order import last_readings, live_readings
from transforms.runs.run_files import files_of_run
from transforms.runs.run_record import RunRecord
from transforms.snapshots.manifest import INDEX, Manifest, parts_of
from transforms.snapshots.merge_night import Earlier
from transforms.snapshots.versions import Source, at, key_of, sources_of
from transforms.storage import open_file

_BASE_SECONDS = 7 * 24 * 3600
_SHARE_OF_BASE = 0.1  # that all nights may have


class Night(NamedTuple):
    """`compaction`: what the night reads; `sources`: of its inputs alone; `manifest`: what it is added to."""

    compaction: Compaction
    sources: dict[str, Source]
    earlier: Earlier
    manifest: Manifest


def plan_night(output: str, runs: Mapping[str, RunRecord], manifest: Manifest) -> Night | None:
    """None where a base has to be made: weekly, when the nights outgrow the last one, or when an older document counts
    again because a newer reading of a file has lost what hid it. Raises `Refused` for a file that is missing or torn.
    """
    live = {path: reading.run_id for path, reading in live_readings(runs).items()}
    changed = {path: run_id for path, run_id in live.items() if manifest.live.get(path) != run_id}
    again = {path: manifest.live[path] for path in changed if path in manifest.live}
    is_known = manifest.live and not manifest.live.keys() - live.keys() and set(again.values()) <= runs.keys()
    has_index = all(INDEX in layer.files or not layer.documents for layer in manifest.layers)
    if not is_known or not has_index or not 0 <= time.time() - manifest.based <= _BASE_SECONDS:
        return None
    new = {run_id: runs[run_id] for run_id in sorted(set(changed.values()))}
    check_files(output, new)
    bundles = {run_id: bundles_of(output, run_id) for run_id in new}
    rows = {
        run_id: sum(footer_of(output, run_id, path).num_rows for bundle in of_run for path in bundle.documents)
        for run_id, of_run in bundles.items()
    }
    nights = sum(layer.documents for layer in manifest.nights) + sum(rows.values())
    if nights > _SHARE_OF_BASE * manifest.layers[0].documents or _loses_keys(output, again, changed):
        return None
    elements = elements_of(output, [bundle for of_run in bundles.values() for bundle in of_run], set(new))
    paths = list(last_readings(runs))
    sources = sources_of(live, paths)
    of_night = {path: source if path in changed else source._replace(run_id=None) for path, source in sources.items()}
    earlier = Earlier(parts_of(output, manifest), dict(manifest.live), sources)
    compaction = Compaction(elements, live, paths, [], rows)
    return Night(compaction, of_night, earlier, replace(manifest, live=live))


def _loses_keys(output: str, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether a file that was read again has less of a key than before, so that what it hid may count again.

    `before` and `after`: the run that read each file.
    """
    if not before:
        return False
    old, new = (_versions(output, {path: readings[path] for path in before}) for readings in (before, after))
    return any(new.get(place, 0) < version for place, version in old.items())


def _versions(output: str, readings: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """By file and key, the highest version that the readings have of it, deleted or not."""
    found: dict[tuple[str, str], int] = {}
    names = {path: path for path in readings}
    for run_id in set(readings.values()):
        for doc_id, version, source in _rows(output, run_id):
            path = at(place_of(source).path, names)
            if path and readings[path] == run_id:
                place = path, key_of(doc_id, version)
                found[place] = max(version, found.get(place, 0))
    return found


def _rows(output: str, run_id: str) -> Iterator[tuple[str, int, str]]:
    for table in ("documents", "deletions"):
        for path in files_of_run(output, run_id, table):
            with open_file(path) as file:
                rows = pq.read_table(file, columns=["doc_id", "version", "source"])
            yield from zip(*(column.to_pylist() for column in rows.columns), strict=True)

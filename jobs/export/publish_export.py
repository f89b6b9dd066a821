"""An export becomes visible all at once: on a disk by renaming a folder, in the cloud by its record, written last."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from jobs.export.plan_export import RECORD, ExportPlan
from transforms.errors import Incomplete
from transforms.exporting.all_exports import export_named
from transforms.exporting.write_shards import Noted, ShardRecord, record_path
from transforms.storage import (
    exists,
    is_local,
    list_names,
    move_folder,
    read_json,
    remove_file,
    remove_folder,
    sizes_of,
    write_json,
    write_text,
)

_DOCUMENTS_NAMED = 10  # of each kind of note


@dataclass(frozen=True, kw_only=True)
class ExportRecord:
    """`export.json`. `files`: size in bytes of each; `noted`: all that the format could not hold as it was."""

    format: str
    snapshot: str | None
    runs: list[str]
    selection: dict[str, object]
    documents: int
    entities: int
    labels: dict[str, int]
    noted: list[Noted]
    files: dict[str, int]


def publish_export(plan: ExportPlan, selection: dict[str, object]) -> ExportRecord:
    """Raises `Incomplete`, and publishes nothing, if a part or one of its files is missing."""
    parts = [_record_of(plan, shard.name) for shard in plan.shards]
    labels = sum((Counter(part.labels) for part in parts), Counter[str]())
    for name, text in export_named(plan.format).around(sorted(labels)).items():
        write_text(f"{plan.work}/files/{name}", text)
    record = ExportRecord(
        format=plan.format,
        snapshot=plan.state.snapshot,
        runs=list(plan.state.runs),
        selection=selection,
        documents=sum(part.documents for part in parts),
        entities=sum(labels.values()),
        labels=dict(sorted(labels.items())),
        noted=_noted(parts),
        files={path: size for part in parts for path, size in part.bytes.items()},
    )
    _check_files(plan, record)
    _move(plan, record)
    return record


def _record_of(plan: ExportPlan, name: str) -> ShardRecord:
    path = record_path(plan.work, name)
    if not exists(path):
        raise Incomplete(f"the part {name} of the export is missing")
    return read_json(path, ShardRecord)


def _noted(parts: list[ShardRecord]) -> list[Noted]:
    """The notes of all parts, those of one kind as one."""
    found: dict[str, Noted] = {}
    for noted in (noted for part in parts for noted in part.noted):
        before = found.get(noted.name, Noted(noted.name, noted.meaning, 0, ()))
        documents = (*before.documents, *noted.documents)[:_DOCUMENTS_NAMED]
        found[noted.name] = Noted(noted.name, noted.meaning, before.times + noted.times, documents)
    return sorted(found.values(), key=lambda noted: noted.name)


def _check_files(plan: ExportPlan, record: ExportRecord) -> None:
    folder = f"{plan.work}/files"
    sizes = sizes_of((f"{folder}/{path}" for path in record.files), folder)
    for path, size in record.files.items():
        if sizes[f"{folder}/{path}"] != size:
            raise Incomplete(f"{path} should have {size} bytes. Received: {sizes[f'{folder}/{path}']}")


def _move(plan: ExportPlan, record: ExportRecord) -> None:
    """Each step may be repeated: after an interruption the next start finds all parts whole, and comes here again."""
    if is_local(plan.to):
        write_json(f"{plan.work}/files/{RECORD}", record)
        if list_names(plan.to):
            remove_folder(f"{plan.work}/replaced")
            Path(plan.to).rename(f"{plan.work}/replaced")
        move_folder(f"{plan.work}/files", plan.to)
    else:
        remove_file(f"{plan.to}/{RECORD}")
        remove_folder(plan.to)
        move_folder(f"{plan.work}/files", plan.to, record.files)
        write_json(f"{plan.to}/{RECORD}", record)
    for name in ("plan.json", "done", "attempts", "replaced"):
        folder = f"{plan.work}/{name}"
        remove_file(folder) if name.endswith(".json") else remove_folder(folder)

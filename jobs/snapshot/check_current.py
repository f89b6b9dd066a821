"""Whether the snapshot that readers read is whole."""

from collections.abc import Iterator

import pyarrow as pa

from ner_model.errors import Refused
from transforms.runs.fault import Fault
from transforms.snapshots.folders import folder_of
from transforms.snapshots.layer_index import check_index
from transforms.snapshots.manifest import INDEX, manifest_of, parts_of_snapshot
from transforms.snapshots.read_parts import groups_of
from transforms.snapshots.snapshots import current_snapshot, record_of

_REMEDY = "remove {}/snapshots/CURRENT and compact again, which makes a snapshot of the runs"


def faults_of_current(output: str) -> Iterator[Fault]:
    """What is wrong with the current snapshot, if there is one, with what to do; nothing of it is ever repaired."""
    current = current_snapshot(output)
    if current is None:
        return
    remedy = _REMEDY.format(output)
    try:
        record = record_of(output, current)
    except (OSError, Refused) as error:
        yield Fault(
            f"{output}/snapshots/CURRENT",
            f"names {current:.100}, whose record cannot be read ({error!s:.300}); {remedy}",
        )
        return
    parts = parts_of_snapshot(output, current)
    for table, counted in (("documents", record.documents), ("entities", record.entities)):
        where = f"{folder_of(output, current)}/{table}"
        try:
            rows = sum(group.num_rows for group in groups_of(parts[table], ["doc_id"]))
        except (OSError, ValueError, pa.ArrowException) as error:
            yield Fault(where, f"damaged ({error!s:.300}); {remedy}")
            continue
        if rows != counted:
            yield Fault(where, f"{rows} rows where the snapshot counts {counted}; {remedy}")
    yield from _faults_of_index(output, current)


def _faults_of_index(output: str, snapshot_id: str) -> Iterator[Fault]:
    """What is wrong with that in which a night looks up the documents of the layers before."""
    for layer in manifest_of(output, snapshot_id).layers:
        paths = [f"{output}/{path}" for path in layer.files.get(INDEX, ())]
        try:
            documents = sum(map(check_index, paths))
        except Refused as error:
            yield Fault(error.where, f"{error.what}; {error.remedy}")
            continue
        if paths and documents != layer.documents:
            yield Fault(
                paths[0].rpartition("/")[0], f"{documents} documents of {layer.documents}; compact with --rebase"
            )

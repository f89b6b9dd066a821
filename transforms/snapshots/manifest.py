"""Which files a snapshot is made of: a base, and the nights since, each of which voids documents of those before.

No file is ever changed, and snapshots share files: a night lies in the folder of the snapshot that added it, and stays
there as long as the manifest of a snapshot names it. A document is where the last layer that has it put it:
a row counts unless a later layer lists its `doc_id` as void.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from transforms.snapshots.folders import folder_of
from transforms.storage import exists, list_files, read_json, write_json
from transforms.tables.all_tables import snapshot_tables

VOIDED = "voided"  # ids of documents, a column `doc_id`
DELETED = "deletions"  # of keys that are deleted, by which run and which record
INDEX = "index"  # what later nights ask of the documents of the layer, see `layer_index`


@dataclass(frozen=True)
class Layer:
    """Files of the base or of a night; `files`: paths below the output, by table; `documents`: how many rows."""

    snapshot_id: str
    documents: int
    files: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Manifest:
    """`live`: by input, the run whose reading of it counts; `based`: when the base was made, seconds since 1970."""

    layers: tuple[Layer, ...]
    live: Mapping[str, str] = field(default_factory=dict)
    based: float = 0.0

    @property
    def nights(self) -> tuple[Layer, ...]:
        return self.layers[1:]


class Part(NamedTuple):
    """A file of a table, and the files that list the documents whose rows in it are void."""

    path: str
    voided: tuple[str, ...] = ()


Parts = Mapping[str, tuple[Part, ...]]  # by table


def manifest_path(output: str, snapshot_id: str) -> str:
    return f"{folder_of(output, snapshot_id)}/manifest.json"


def manifest_of(output: str, snapshot_id: str) -> Manifest:
    """The manifest of a snapshot; snapshots of the first versions have none, and are a base that nothing builds on."""
    path = manifest_path(output, snapshot_id)
    if exists(path):
        return read_json(path, Manifest, "name an older snapshot in CURRENT, or remove CURRENT, and compact again")
    folder = folder_of(output, snapshot_id)
    files = {table: tuple(sorted(list_files(f"{folder}/{table}"))) for table in snapshot_tables()}
    below = {table: tuple(path.removeprefix(f"{output}/") for path in paths) for table, paths in files.items()}
    return Manifest((Layer(snapshot_id, 0, below),))


def write_manifest(output: str, snapshot_id: str, manifest: Manifest) -> None:
    write_json(manifest_path(output, snapshot_id), manifest)


def parts_of(output: str, manifest: Manifest) -> dict[str, tuple[Part, ...]]:
    """The files of every table of a snapshot, those of the base first."""
    found: dict[str, list[Part]] = {table: [] for table in (*snapshot_tables(), DELETED, INDEX)}
    for number, layer in enumerate(manifest.layers):
        later = [path for night in manifest.layers[number + 1 :] for path in night.files.get(VOIDED, ())]
        voided = tuple(f"{output}/{path}" for path in later)
        for table, parts in found.items():
            parts += [Part(f"{output}/{path}", voided) for path in layer.files.get(table, ())]
    return {table: tuple(parts) for table, parts in found.items()}


def parts_of_snapshot(output: str, snapshot_id: str) -> dict[str, tuple[Part, ...]]:
    return parts_of(output, manifest_of(output, snapshot_id))

"""The record of a run, `runs/RUN_ID.json`: what was run, on what, and what came out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ner_model.errors import Refused
from transforms.storage import read_json

Settings = Mapping[str, str | int | bool | list[str] | None]

SCHEMA_VERSION = "2"
_READ = ("1", SCHEMA_VERSION)  # the first did not have the source of each entity


@dataclass(frozen=True)
class Model:
    """What made the entities: the weights, what ran them, the version of the arithmetic, and the convention that they
    follow, where it is not the tagger's own."""

    name: str
    digest: str
    engine: str
    arithmetic: str = ""
    convention: str = ""

    def __str__(self) -> str:
        return f"{self.name} with the convention {self.convention}" if self.convention else self.name


@dataclass(frozen=True)
class InputRecord:
    """A file that was read. `sha256`: None for a file that could not be read; `modified`: time stamp in seconds.

    `doc_id`: the id of the file as a document, which stays the same when the file is read again by itself.
    """

    path: str
    bytes: int
    sha256: str | None
    modified: float | None = None
    doc_id: str = ""


@dataclass(frozen=True)
class FileRecord:
    """A file that was written; `path` begins at the output, and records of older runs have no `sha256`."""

    table: str
    path: str
    rows: int
    bytes: int
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class Counts:
    files: int
    documents_read: int
    documents: int
    dead_letters: int
    deletions: int = 0
    sentences: int
    tokens: int
    entities: int


@dataclass(frozen=True)
class MentionCount:
    label: str
    text: str
    count: int


@dataclass(frozen=True, kw_only=True)
class RunRecord:
    """`replaces`: ids of runs that went when this one was complete; `settings`: what rows depend on but the inputs.

    Records of the first versions lack the fields that have a default here.
    """

    run_id: str
    schema_version: str
    model: Model
    counts: Counts
    inputs: tuple[InputRecord, ...]
    sample: bool = False
    replaces: tuple[str, ...] = ()
    command: str = ""
    runner: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    settings: Settings = field(default_factory=dict)
    files: tuple[FileRecord, ...] = ()
    entities_by_label: Mapping[str, int] = field(default_factory=dict)
    dead_letters_by_reason: Mapping[str, int] = field(default_factory=dict)
    most_frequent_mentions: tuple[MentionCount, ...] = ()
    documents_by_worker: Mapping[str, int] = field(default_factory=dict)
    counters: Mapping[str, int] = field(default_factory=dict)
    started: float = 0.0
    finished: str = ""
    seconds: float = 0.0
    tokens_per_second: int = 0


@dataclass(frozen=True)
class RunMetadata:
    """What the key-value metadata of every Parquet file of a run say."""

    run_id: str
    model: Model
    code_version: str
    schema_version: str = SCHEMA_VERSION

    def pairs(self) -> dict[str, str]:
        convention = {"convention": self.model.convention} if self.model.convention else {}
        return {
            "run_id": self.run_id,
            "model": self.model.name,
            "model_digest": self.model.digest,
            **convention,
            "engine": self.model.engine,
            "arithmetic": self.model.arithmetic,
            "code_version": self.code_version,
            "schema_version": self.schema_version,
        }


def read_run_record(path: str) -> RunRecord:
    """Raises `Refused` if the record is damaged, or of a version that this program does not know."""
    remedy = f"remove {path}, and the next run with --incremental tags its inputs again"
    record = read_json(path, RunRecord, remedy)
    if record.schema_version not in _READ:
        raise Refused(f"expected a schema_version of {_READ}", path, record.schema_version, "update this program")
    return record

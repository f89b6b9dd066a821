"""Which corpus a run learned from, and how it was read: `corpus.json` in the folder of the run."""

import json
import pathlib
from dataclasses import asdict

import msgspec

from ner_model.errors import Refused
from training.corpora.check_drafts import Leniency
from training.corpora.open_corpus import OpenedCorpus, open_corpus
from training.fitting.settings import TrainConfig

FILE = "corpus.json"


class Origin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`path` of the corpus, the labels that were chosen (None: all), what was passed over, and SHA-256 by file."""

    path: str
    labels: dict[str, str] | None
    repair_offsets: bool
    allow_overlaps: bool
    files: dict[str, str]

    def open(self) -> OpenedCorpus:
        """The corpus as it was read; raises `Refused` if its files are others now."""
        opened = open_corpus(pathlib.Path(self.path), Leniency(self.repair_offsets, self.allow_overlaps), self.labels)
        if opened.files != self.files:
            changed = sorted(name for name, _ in opened.files.items() ^ self.files.items())
            raise Refused("the corpus has changed since the tagger learned from it", changed[0], remedy="train again")
        return opened


def note_origin(folder: pathlib.Path, origin: Origin, config: TrainConfig) -> None:
    """Notes down in the folder of a run what it learns from, for `training.publish`.

    Raises `Refused` where the folder holds another run, which the checkpoints there would go on with.
    """
    settings = folder / "train_config.json"
    if (folder / "checkpoints").is_dir():
        is_same = settings.is_file() and json.loads(settings.read_bytes()) == json.loads(json.dumps(asdict(config)))
        if not is_same or read_origin(folder) != origin:
            raise Refused("a run of another corpus or with other settings", str(folder), remedy="give another --output")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(msgspec.json.format(msgspec.json.encode(origin), indent=1))


def read_origin(folder: pathlib.Path) -> Origin | None:
    """What `note_origin` left in a folder; None if there is nothing."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=Origin)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused(f"not what a training run writes ({error})", str(path)) from error

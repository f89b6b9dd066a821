"""The files of a trained tagger, checked before anything is made of them. None of them holds code or a pickle.

config.json      what the network looks like, its tags, how its scores are calibrated
words.txt        the vocabulary, one word a line
vectors.npy      int8 [words + 1, dimensions]: a vector for the unknown word, then one for each line of words.txt
weights.npz      float32 weights of the Keras network, by name
model_card.json  what it was trained on, how well it does, SHA-256 of each other file
"""

import hashlib
import json
import pathlib
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ner_model import arithmetic
from ner_model.crf import CrfWeights
from ner_model.errors import Refused

FORMAT_VERSION = 2
FILES = ("config.json", "words.txt", "vectors.npy", "weights.npz")
OLD_FILES = {"spelling.onnx", "lstm.onnx"}  # of format 1: the graphs that served
CARD = "model_card.json"
PRETRAINED = pathlib.Path(__file__).parent / "pretrained"


class ModelError(Refused):
    """A model folder that cannot be used, with what was expected and what was found."""


class ModelFolder(NamedTuple):
    """A checked model folder. `digest` is the SHA-256 of the files' SHA-256 sums and of the version of the arithmetic
    that makes scores of them: the identity of the tagger."""

    path: pathlib.Path
    config: dict[str, Any]
    card: dict[str, Any]
    digest: str

    @property
    def tags(self) -> list[str]:
        return list(self.config["tags"])

    def words(self) -> list[str]:
        return (self.path / "words.txt").read_text(encoding="utf-8").split("\n")

    def vectors(self) -> npt.NDArray[np.int8]:
        vectors: npt.NDArray[np.int8] = np.load(self.path / "vectors.npy", allow_pickle=False)
        return vectors

    def weights(self) -> dict[str, np.ndarray]:
        with np.load(self.path / "weights.npz", allow_pickle=False) as archive:
            return dict(archive)

    def crf(self) -> CrfWeights:
        return CrfWeights(*(np.array(self.config["crf"][name], np.float32) for name in CrfWeights._fields))


def find_model(name: str) -> pathlib.Path:
    """The folder of a bundled tagger (`bc5cdr`, `general`), or a folder given by its path."""
    bundled = PRETRAINED / name
    if "/" not in name and (bundled / CARD).is_file():
        return bundled
    if pathlib.Path(name).is_dir():
        return pathlib.Path(name)
    names = sorted(path.parent.name for path in PRETRAINED.glob(f"*/{CARD}"))
    raise ModelError(f"no such model: {name!r} is neither a folder nor one of the bundled taggers {names}")


def open_model(path: pathlib.Path) -> ModelFolder:
    """Reads configuration and card of a folder; raises `ModelError` unless every file is what the card says."""
    card = _read_json(path / CARD)
    sums = card.get("sha256")
    if isinstance(sums, dict) and set(sums) - set(FILES) == OLD_FILES:
        raise ModelError(f"{path}: of format 1; `python -m training.serving.convert {path}` makes it one of format 2")
    if not isinstance(sums, dict) or set(sums) != set(FILES):
        raise ModelError(f"{path / CARD}: expected sha256 of {sorted(FILES)}, found {sums!r:.200}")
    for name in FILES:
        _check_sum(path / name, sums[name])
    config = _read_json(path / "config.json")
    if config.get("format_version") != FORMAT_VERSION:
        found = config.get("format_version")
        raise ModelError(f"{path / 'config.json'}: expected format_version {FORMAT_VERSION}, found {found!r}")
    parts = [*(sums[name] for name in FILES), f"arithmetic {arithmetic.VERSION}"]
    digest = hashlib.sha256("".join(parts).encode()).hexdigest()
    return ModelFolder(path, config, card, digest)


def sha256(path: pathlib.Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_sum(path: pathlib.Path, expected: str) -> None:
    if not path.is_file():
        raise ModelError(f"{path}: missing")
    if (found := sha256(path)) != expected:
        raise ModelError(f"{path}: expected SHA-256 {expected}, found {found}")


def _read_json(path: pathlib.Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: not readable as JSON ({error})") from error
    if not isinstance(content, dict):
        raise ModelError(f"{path}: expected a JSON object, found {content!r:.80}")
    return content

"""The files of a trained tagger, checked before anything is made of them. None of them holds code or a pickle.

config.json      what the network looks like, its tags, how its scores are calibrated
words.txt        the vocabulary, one word a line
vectors.npy      int8 [words + 1, dimensions]: a vector for the unknown word, then one for each line of words.txt
weights.npz      float32 weights of the Keras network, by name
reranker.npz     what a second look at spans needs, where there is one: see `ner_model.reranking`
model_card.json  what it was trained on, how well it does, SHA-256 of each other file
conventions/     other output layers for the network: see `ner_model.conventions`
"""

import hashlib
import json
import pathlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ner_model import arithmetic
from ner_model.crf import CrfWeights
from ner_model.errors import Refused
from ner_model.model_config import read_config, weight_shapes
from ner_model.stored_arrays import read_array, read_arrays, shape_of

FORMAT_VERSION = 2
FILES = ("config.json", "words.txt", "vectors.npy", "weights.npz")
RERANKER = "reranker.npz"
OLD_FILES = {"spelling.onnx", "lstm.onnx"}  # of format 1: the graphs that served
CARD = "model_card.json"
PRETRAINED = pathlib.Path(__file__).parent / "pretrained"


class ModelError(Refused):
    """A model folder that cannot be used, with what was expected and what was found."""


class ModelFolder(NamedTuple):
    """A checked model folder. `digest` is the SHA-256 of the files' SHA-256 sums and of the version of the arithmetic
    that makes scores of them: the identity of the tagger.

    Of a tagger with a convention `config`, `card` and `digest` are those of the convention, `output` has the arrays of
    its output layer by their names in `weights.npz`, and `own` is the folder without it. `conventions` are the names
    of all that there are. `reranker` is the file of what takes a second look at its spans, where there is one.
    """

    path: pathlib.Path
    config: dict[str, Any]
    card: dict[str, Any]
    digest: str
    convention: str | None = None
    conventions: tuple[str, ...] = ()
    output: Mapping[str, np.ndarray] = MappingProxyType({})
    own: "ModelFolder | None" = None
    reranker: pathlib.Path | None = None

    @property
    def network(self) -> str:
        """The digest of the folder without a convention: the identity of all but the output layer."""
        return self.own.digest if self.own else self.digest

    @property
    def tags(self) -> list[str]:
        return list(self.config["tags"])

    def words(self) -> list[str]:
        return self._lines_of_words().split("\n")

    def _lines_of_words(self) -> str:
        try:
            return (self.path / "words.txt").read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise ModelError(f"{self.path / 'words.txt'}: expected UTF-8 ({error})") from error

    def vectors(self) -> npt.NDArray[np.int8]:
        """int8 `[words + 1, dimensions]`; raises `Refused` if there are not as many as words."""
        return read_array(self.path / "vectors.npy", self._vectors_shape(), "int8")

    def _vectors_shape(self) -> tuple[int, None]:
        return self._lines_of_words().count("\n") + 2, None

    def weights(self) -> dict[str, np.ndarray]:
        """Raises `Refused` for arrays that do not fit the config or the vectors."""
        if self.own:
            return {**self.own.weights(), **self.output}
        _, dimensions = shape_of(self.path / "vectors.npy", self._vectors_shape(), "int8")
        if dimensions < 1:
            raise ModelError(f"{self.path / 'vectors.npy'}: expected one dimension or more, found none")
        shapes = weight_shapes(read_config(self.config), dimensions)
        return read_arrays(self.path / "weights.npz", shapes, "float32")

    def crf(self) -> CrfWeights:
        return CrfWeights(*(np.array(self.config["crf"][name], np.float32) for name in CrfWeights._fields))


def find_model(name: str) -> pathlib.Path:
    """The folder of a bundled tagger (`bc5cdr`, `biomedical`, `general`), or a folder given by its path."""
    bundled = PRETRAINED / name
    if "/" not in name and (bundled / CARD).is_file():
        return bundled
    if pathlib.Path(name).is_dir():
        return pathlib.Path(name)
    names = sorted(path.parent.name for path in PRETRAINED.glob(f"*/{CARD}"))
    raise ModelError(f"no such model: {name!r} is neither a folder nor one of the bundled taggers {names}")


def open_model(path: pathlib.Path) -> ModelFolder:
    """Reads configuration and card of a folder; raises `ModelError` unless every file is what the card says."""
    card = read_json(path / CARD)
    sums = card.get("sha256")
    if isinstance(sums, dict) and set(sums) - set(FILES) == OLD_FILES:
        raise ModelError(f"{path}: of format 1; `python -m training.serving.convert {path}` makes it one of format 2")
    if not isinstance(sums, dict) or set(sums) - {RERANKER} != set(FILES):
        raise ModelError(f"{path / CARD}: expected sha256 of {sorted(FILES)}, found {sums!r:.200}")
    files = [*FILES, *([RERANKER] if RERANKER in sums else [])]
    for name in files:
        check_sum(path / name, sums[name])
    if not isinstance(card.get("name"), str):
        raise ModelError(f"{path / CARD}: expected a name, found {card.get('name')!r:.80}")
    config = read_json(path / "config.json")
    if config.get("format_version") != FORMAT_VERSION:
        found = config.get("format_version")
        raise ModelError(f"{path / 'config.json'}: expected format_version {FORMAT_VERSION}, found {found!r}")
    try:
        read_config(config)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path / 'config.json'}: {error!s:.400}") from error
    parts = [*(sums[name] for name in files), f"arithmetic {arithmetic.VERSION}"]
    digest = hashlib.sha256("".join(parts).encode()).hexdigest()
    return ModelFolder(path, config, card, digest, reranker=path / RERANKER if RERANKER in sums else None)


def sha256(path: pathlib.Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_sum(path: pathlib.Path, expected: object) -> None:
    """Raises `ModelError` unless a file has the SHA-256 that a card says."""
    if not path.is_file():
        raise ModelError(f"{path}: missing")
    if (found := sha256(path)) != expected:
        raise ModelError(f"{path}: expected SHA-256 {expected}, found {found}")


def read_json(path: pathlib.Path) -> dict[str, Any]:
    """The object in a file; raises `ModelError` for anything else."""
    if not path.is_file():  # a pipe would be waited for
        raise ModelError(f"{path}: missing")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path}: not readable as JSON ({error})") from error
    if not isinstance(content, dict):
        raise ModelError(f"{path}: expected a JSON object, found {content!r:.80}")
    return content

"""What `config.json` of a model folder holds, and the files of its conventions, read strictly: a network that cannot be
made of it is refused."""

import math
from collections.abc import Iterable
from typing import Annotated, Any

import msgspec

from ner_model.features import CHARACTERS
from ner_model.tags import tags_of

Size = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
Rate = Annotated[float, msgspec.Meta(ge=0, le=1)]
Positive = Annotated[float, msgspec.Meta(gt=0, le=1_000_000)]
Number = Annotated[float, msgspec.Meta(ge=-1_000_000, le=1_000_000)]  # no score of a network is near these
Numbers = list[Number]
Shape = tuple[int, ...]

MOST_LABELS = 63  # their tags are counted in eight bits


class Network(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fields of `ner_model.network.NetworkConfig`."""

    character_dimensions: Size
    character_filters: Size
    hidden: Size
    word_dropout: Rate
    recurrent_dropout: Rate
    output_dropout: Rate
    feature_range: Positive


class Crf(msgspec.Struct, frozen=True):
    """The fields of `ner_model.crf.CrfWeights`."""

    transitions: list[Numbers]
    starts: Numbers
    ends: Numbers


class Scaling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fields of `ner_model.decoder.Calibration`."""

    slope: Number
    offset: Number


class OutputLayer(msgspec.Struct, frozen=True, kw_only=True):
    """How tags are told and chosen; `written`: the labels whose entities are handed out, by default all."""

    tags: list[str]
    crf: Crf
    calibration: Scaling
    written: list[str] | None = None
    agreement: Rate = 0.0


class Config(OutputLayer, frozen=True, kw_only=True):
    """A network with its own output layer."""

    network: Network


class Convention(OutputLayer, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another output layer; `weights`: the SHA-256 of the `weights.npz` that it was learned on."""

    weights: str


def read_config(content: dict[str, Any]) -> Config:
    """Raises ValueError, with the place in the file, for a value that is missing, of another type or impossible."""
    config = msgspec.convert(content, Config)
    _check(config)
    network = config.network
    _check_finite((network.feature_range, network.word_dropout, network.recurrent_dropout, network.output_dropout))
    return config


def read_convention(content: dict[str, Any]) -> Convention:
    """As `read_config`."""
    convention = msgspec.convert(content, Convention)
    _check(convention)
    return convention


def _check(layer: OutputLayer) -> None:
    labels = [tag[2:] for tag in layer.tags[1::2]]
    if layer.tags != tags_of(labels) or not 0 < len(labels) <= MOST_LABELS or len(set(labels)) != len(labels):
        raise ValueError(f"$.tags: expected O, and B and I of each of 1 to {MOST_LABELS} labels, found {layer.tags}")
    if unknown := sorted(set(layer.written or []) - set(labels)):
        raise ValueError(f"$.written: expected some of {labels}, found {unknown}")
    for name, found, expected in _crf_shapes(layer):
        if found != expected:
            raise ValueError(f"$.crf.{name}: expected {expected} numbers for {expected} tags, found {found}")
    _check_finite(_numbers(layer))


def _check_finite(numbers: Iterable[float]) -> None:
    if not all(map(math.isfinite, numbers)):
        raise ValueError("expected finite numbers, found NaN")


def weight_shapes(config: Config, dimensions: int) -> dict[str, Shape]:
    """By their names, the shapes of all arrays of `weights.npz`; `dimensions`: of the word vectors."""
    hidden = config.network.hidden
    characters, filters = config.network.character_dimensions, config.network.character_filters
    shapes: dict[str, Shape] = {
        "characters_embedding/embeddings": (CHARACTERS, characters),
        "convolution/kernel": (1, 3, characters, filters),
        "convolution/bias": (filters,),
        **output_shapes(config, hidden),
    }
    for direction in ("forward", "backward"):
        cell = f"lstm/{direction}_direction/lstm_cell"
        shapes[f"{cell}/kernel"] = (dimensions + filters, 4 * hidden)
        shapes[f"{cell}/recurrent_kernel"] = (hidden, 4 * hidden)
        shapes[f"{cell}/bias"] = (4 * hidden,)
    return shapes


def output_shapes(layer: OutputLayer, hidden: int) -> dict[str, Shape]:
    """The shapes of the arrays of an output layer alone, on a network of so many units a direction."""
    tags = len(layer.tags)
    return {
        "scores/kernel": (2 * hidden, tags),
        "scores/bias": (tags,),
        "crf/transitions": (tags, tags),
        "crf/starts": (tags,),
        "crf/ends": (tags,),
    }


def _crf_shapes(layer: OutputLayer) -> Iterable[tuple[str, int, int]]:
    tags = len(layer.tags)
    yield "starts", len(layer.crf.starts), tags
    yield "ends", len(layer.crf.ends), tags
    yield "transitions", len(layer.crf.transitions), tags
    for number, row in enumerate(layer.crf.transitions):
        yield f"transitions[{number}]", len(row), tags


def _numbers(layer: OutputLayer) -> Iterable[float]:
    yield from (*layer.crf.starts, *layer.crf.ends)
    for row in layer.crf.transitions:
        yield from row
    yield from (layer.calibration.slope, layer.calibration.offset, layer.agreement)

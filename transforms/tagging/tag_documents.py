"""Tags documents in pools, with a tagger that each worker process loads once."""

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import apache_beam as beam
from apache_beam.metrics.metric import Metrics
from apache_beam.pvalue import DoOutputsTuple, PCollection, TaggedOutput
from apache_beam.transforms.window import GlobalWindows
from apache_beam.utils.shared import Shared
from apache_beam.utils.windowed_value import WindowedValue

from ner_model.entity import Entity
from ner_model.tagger import Tagger
from transforms.records import AnnotatedDocument, DeadLetter, TokenizedDocument, letter_about, place_of
from transforms.tagging.progress import Progress, ProgressFile

_TOKENS_PER_POOL = 65_536
_METRICS = "TagDocuments"

_Outcome = AnnotatedDocument | TaggedOutput[Literal["dead_letters"], DeadLetter]


@dataclass
class TagDocuments(beam.PTransform[PCollection[TokenizedDocument], DoOutputsTuple]):
    """TokenizedDocument -> `documents`: AnnotatedDocument, `dead_letters`: DeadLetter.

    `load` makes the tagger on a worker. Its digest must be `digest`: all workers tag with the model of the launcher.
    """

    load: Callable[[], Tagger]
    digest: str
    progress_folder: str

    def expand(self, documents: PCollection[TokenizedDocument]) -> Any:  # Beam warns of the hint that would be true
        tag = _TagPools(self.load, self.digest, self.progress_folder)
        return documents | beam.ParDo(tag).with_outputs("dead_letters", main="documents")


class _TagPools(beam.DoFn):
    """Holds the tagger, and a pool bounded by tokens: a bundle can be the whole corpus."""

    def __init__(self, load: Callable[[], Tagger], digest: str, progress_folder: str):
        self._load = load
        self._digest = digest
        self._progress_folder = progress_folder
        self._shared = Shared()

    def setup(self) -> None:
        self._load_seconds: list[float] = []
        self._tagger: Tagger = self._shared.acquire(self._load_once, tag=self._digest)
        self._progress = ProgressFile(self._progress_folder)

    def start_bundle(self) -> None:
        self._empty_pool()
        while self._load_seconds:  # counted here because Beam has nowhere to count during setup
            _count_load(self._load_seconds.pop())

    def process(self, element: TokenizedDocument) -> Iterator[_Outcome]:
        self._pool.append(element)
        self._tokens += len(element.tokens.words)
        self._weight += _weight(element)
        if self._weight >= _TOKENS_PER_POOL:
            for outcome in self._tag_pool():
                yield _output(outcome, outcome)

    def finish_bundle(self) -> Iterator[WindowedValue]:
        for outcome in self._tag_pool():
            yield _output(outcome, GlobalWindows.windowed_value_at_end_of_window(outcome))

    def _tag_pool(self) -> Iterator[AnnotatedDocument | DeadLetter]:
        pool, tokens = self._pool, self._tokens
        self._empty_pool()
        if not pool:
            return
        start = time.monotonic()
        yield from tag_pool(self._tagger, pool)
        _count_pool(len(pool), tokens, time.monotonic() - start)
        files_begun = sum(place_of(element.document.source).record == 1 for element in pool)  # a file can come in parts
        self._progress.add(Progress(len(pool), tokens, files_begun))

    def _empty_pool(self) -> None:
        self._pool: list[TokenizedDocument] = []
        self._tokens, self._weight = 0, 0

    def _load_once(self) -> Tagger:
        start = time.monotonic()
        tagger = self._load()
        if tagger.digest != self._digest:
            raise ValueError(f"the worker has another model than the launcher: {tagger.digest}, not {self._digest}")
        self._load_seconds.append(time.monotonic() - start)
        gc.collect()
        gc.freeze()  # what is loaded by now stays: collections would go through all of it each time, 7% of a job
        return tagger


def tag_pool(tagger: Tagger, pool: list[TokenizedDocument]) -> Iterator[AnnotatedDocument | DeadLetter]:
    """Tags all documents at once; where that fails each half by itself, so only the culprit becomes a dead letter."""
    try:
        entities = tagger.tag([element.document.text for element in pool], [element.tokens for element in pool])
    except Exception as error:
        halves = [pool[: len(pool) // 2], pool[len(pool) // 2 :]]
        failure = f"{type(error).__name__}: {error}"
    else:
        yield from (_annotated(*pair) for pair in zip(pool, entities, strict=True))
        return
    if len(pool) == 1:
        yield letter_about(pool[0].document, "tag", "tagger_failed", failure)
        return
    for half in halves:
        yield from tag_pool(tagger, half)


def _weight(element: TokenizedDocument) -> int:
    """Tokens, and a little for each document and its characters, so that blank ones cannot pile up in a pool."""
    return 1 + len(element.tokens.words) + len(element.document.text) // 100


def _output(outcome: AnnotatedDocument | DeadLetter, value: Any) -> Any:
    """The value on the output that the outcome belongs to."""
    return TaggedOutput("dead_letters", value) if isinstance(outcome, DeadLetter) else value


def _annotated(element: TokenizedDocument, entities: list[Entity]) -> AnnotatedDocument | DeadLetter:
    document, tokens = element
    text = document.text
    for entity in entities:
        if text[entity.start : entity.end] != entity.text:
            return letter_about(document, "tag", "offset_mismatch", f"{entity} is not what the text says there")
    return AnnotatedDocument(document, len(tokens.sentence_starts), len(tokens.words), entities)


def _count_load(seconds: float) -> None:
    Metrics.counter(_METRICS, "model_loads").inc()
    Metrics.distribution(_METRICS, "load_model_latency_milli_secs").update(int(seconds * 1_000))


def _count_pool(documents: int, tokens: int, seconds: float) -> None:
    """Names as in Beam's RunInference, so that dashboards made for it show this step too."""
    Metrics.counter(_METRICS, "num_inferences").inc(documents)
    Metrics.counter(_METRICS, "tokens").inc(tokens)
    Metrics.distribution(_METRICS, "inference_request_batch_size").update(documents)
    Metrics.distribution(_METRICS, "inference_batch_latency_micro_secs").update(int(seconds * 1_000_000))

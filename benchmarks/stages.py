"""What each step of the job costs: the same functions as in the pipeline, called one after the other."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest.mock import patch

import numpy as np

from benchmarks.clock import Stopwatch
from ner_model import tagger as tagger_module
from ner_model.tagger import Tagger
from ner_model.text import tokenize
from transforms.reading.read_file import read_file
from transforms.reading.record import ReadOptions
from transforms.records import AnnotatedDocument, DeadLetter, Document, InputFile, TokenizedDocument
from transforms.tables.documents import document_rows
from transforms.tables.entities import entity_rows
from transforms.tagging.tag_documents import tag_pool
from transforms.writing.parquet_files import TableWriter

_POOL = 65_536  # tokens, as in the pipeline
_ROW_GROUP = 10_000  # documents


class Stages(NamedTuple):
    """CPU seconds by stage, in the order of the job; share of padding in the network's batches."""

    seconds: dict[str, float]
    padding: float


def read(paths: list[str]) -> list[Document]:
    return [record for path in paths for record in read_file(InputFile(path), ReadOptions()) if _is_document(record)]


def time_stages(paths: list[str], tagger: Tagger) -> Stages:
    """A tagger that has tagged nothing yet, so that new words cost what they do in a job."""
    watch = Stopwatch()
    with watch.measure("read"):
        documents = read(paths)
    with watch.measure("tokenize"):
        pool = [TokenizedDocument(document, tokenize(document.text)) for document in documents]
    annotated, padding = _tag(pool, tagger, watch)
    with TemporaryDirectory() as folder:
        _write(annotated, Path(folder), watch)
    parts = ("word rows", "network", "decode")
    watch.seconds["gather"] = watch.seconds.pop("tag") - sum(watch.seconds[part] for part in parts)
    order = ("read", "tokenize", "word rows", "gather", "network", "decode", "rows", "parquet")
    return Stages({name: watch.seconds[name] for name in order}, padding)


def _tag(documents: list[TokenizedDocument], tagger: Tagger, watch: Stopwatch) -> tuple[list, float]:
    """`gather` is what remains of the tagger's time: batches put together, words agreed, entities handed back."""
    shapes = []

    def scores(features: np.ndarray, lengths: np.ndarray, run=tagger._engine.scores) -> np.ndarray:
        shapes.append((features.shape[0] * features.shape[1], lengths.sum()))
        return run(features, lengths)

    with ExitStack() as stack:
        stack.enter_context(patch.object(tagger._types, "rows", watch.measured("word rows", tagger._types.rows)))
        stack.enter_context(patch.object(tagger._engine, "scores", watch.measured("network", scores)))
        stack.enter_context(patch.object(tagger_module, "decode", watch.measured("decode", tagger_module.decode)))
        with watch.measure("tag"):
            annotated = [outcome for pool in _pools(documents) for outcome in tag_pool(tagger, pool)]
    padded, tokens = np.sum(shapes, axis=0)
    return [outcome for outcome in annotated if isinstance(outcome, AnnotatedDocument)], 1 - float(tokens / padded)


def _pools(documents: list[TokenizedDocument]) -> list[list[TokenizedDocument]]:
    ends = np.cumsum([len(document.tokens.words) for document in documents])
    cuts = np.flatnonzero(np.diff(ends // _POOL)) + 1
    return [documents[start:end] for start, end in zip([0, *cuts], [*cuts, len(documents)], strict=True)]


def _write(annotated: list[AnnotatedDocument], folder: Path, watch: Stopwatch) -> None:
    for table, rows in (("entities", entity_rows), ("documents", document_rows)):
        writer = TableWriter(table, str(folder / table), {})
        for start in range(0, len(annotated), _ROW_GROUP):
            with watch.measure("rows"):
                group = rows(annotated[start : start + _ROW_GROUP])
            with watch.measure("parquet"):
                list(writer.write(group))
        with watch.measure("parquet"):
            list(writer.close())


def _is_document(record: Document | DeadLetter) -> bool:
    return isinstance(record, Document)

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
from transforms.tagging.tokenize_document import borders_of
from transforms.writing.parquet_files import TableWriter

_POOL = 65_536  # tokens, as in the pipeline
_ROW_GROUP = 10_000  # documents


class Stages(NamedTuple):
    """CPU seconds by stage, in the order of the job."""

    seconds: dict[str, float]


def read(paths: list[str]) -> list[Document]:
    return [record for path in paths for record in read_file(InputFile(path), ReadOptions()) if _is_document(record)]


def time_stages(paths: list[str], tagger: Tagger) -> Stages:
    """A tagger that has tagged nothing yet, so that new words cost what they do in a job."""
    watch = Stopwatch()
    with watch.measure("read"):
        documents = read(paths)
    with watch.measure("tokenize"):
        pool = [TokenizedDocument(document, tokenize(document.text, borders_of(document))) for document in documents]
    annotated = _tag(pool, tagger, watch)
    with TemporaryDirectory() as folder:
        _write(annotated, Path(folder), watch)
    parts = ("word rows", "network", "decode")
    watch.seconds["entities"] = watch.seconds.pop("tag") - sum(watch.seconds[part] for part in parts)
    order = ("read", "tokenize", "word rows", "network", "decode", "entities", "rows", "parquet")
    return Stages({name: watch.seconds[name] for name in order})


def _tag(documents: list[TokenizedDocument], tagger: Tagger, watch: Stopwatch) -> list[AnnotatedDocument]:
    """`entities` is what remains of the tagger's time: words agreed, abbreviations, entities handed back."""
    engine = tagger._engine
    with ExitStack() as stack:
        stack.enter_context(patch.object(engine, "types", watch.measured("word rows", engine.types)))
        stack.enter_context(patch.object(engine, "scores", watch.measured("network", engine.scores)))
        stack.enter_context(patch.object(tagger_module, "decode", watch.measured("decode", tagger_module.decode)))
        with watch.measure("tag"):
            annotated = [outcome for pool in _pools(documents) for outcome in tag_pool(tagger, pool)]
    return [outcome for outcome in annotated if isinstance(outcome, AnnotatedDocument)]


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

"""Tags texts from Python, and gives a data frame back."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from literature_tagger.annotations import need
from literature_tagger.documents import Texts, documents_of
from ner_model.tagger import Tagger, load
from transforms.records import AnnotatedDocument, DeadLetter, Document, TokenizedDocument
from transforms.tagging.tokenize_document import tokenize_document

if TYPE_CHECKING:
    from literature_tagger.entities import Entities

_CHARACTERS_PER_POOL = 200_000
_DOCUMENTS_PER_POOL = 500


def tag(texts: Texts, *, model: str | Tagger = "bc5cdr", progress: bool = False) -> Entities:
    """The entities of texts, a row for each, in the order of the texts; needs pandas (extra `read`).

    `texts`: a text, an iterable or a Series of texts, a mapping of ids to texts, a DataFrame with the columns `text` or
    `title`, `abstract`, `body`, or `pathlib.Path`s of files and folders. `model`: the name of a bundled tagger, a model
    folder, or a tagger that is loaded already. `progress`: shows a bar, if tqdm is installed.

    Rows are those that `jobs.tag_corpus` writes. The result has the texts in `.documents`, and in `.dead_letters` the
    records of files that could not be read, which a warning tells of. Raises `TypeError` for a text that is none.
    """
    need("pandas")
    from literature_tagger.entities import entities_of

    tagger = load(model) if isinstance(model, str) else model
    source = documents_of(texts)
    outcomes = list(_tagged(_shown(source.documents, source.number, progress), tagger))
    annotated = [outcome for outcome in outcomes if isinstance(outcome, AnnotatedDocument)]
    letters = [outcome for outcome in outcomes if isinstance(outcome, DeadLetter)]
    if letters:
        warnings.warn(f"{len(letters):,} records could not be tagged: see .dead_letters", stacklevel=2)
    return entities_of(annotated, letters)


def _tagged(documents: Iterable[Document | DeadLetter], tagger: Tagger) -> Iterator[AnnotatedDocument | DeadLetter]:
    for pool in _pools(documents):
        outcomes = [tokenize_document(each) if isinstance(each, Document) else each for each in pool]
        yield from (outcome for outcome in outcomes if isinstance(outcome, DeadLetter))
        readable = [outcome for outcome in outcomes if isinstance(outcome, TokenizedDocument)]
        found = tagger.tag([document.text for document, _ in readable], [tokens for _, tokens in readable])
        for (document, tokens), entities in zip(readable, found, strict=True):
            yield AnnotatedDocument(document, len(tokens.sentence_starts), len(tokens.starts), entities)


def _pools(documents: Iterable[Document | DeadLetter]) -> Iterator[list[Document | DeadLetter]]:
    pool: list[Document | DeadLetter] = []
    characters = 0
    for each in documents:
        pool.append(each)
        characters += len(each.text) if isinstance(each, Document) else 0
        if characters >= _CHARACTERS_PER_POOL or len(pool) >= _DOCUMENTS_PER_POOL:
            yield pool
            pool, characters = [], 0
    if pool:
        yield pool


def _shown(documents: Iterator[Any], number: int | None, progress: bool) -> Iterable[Any]:
    if not progress:
        return documents
    try:
        from tqdm import tqdm  # tqdm.auto warns where there are no widgets
    except ImportError:
        return documents
    return tqdm(documents, total=number, unit=" documents")

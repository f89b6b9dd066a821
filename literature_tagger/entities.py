"""Entities as a data frame that knows its documents, so that a notebook shows them highlighted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import pandas as pd

from literature_tagger.documents import IN_PYTHON
from literature_tagger.highlights import Highlights
from transforms.records import AnnotatedDocument, DeadLetter
from transforms.tables.dead_letters import DEAD_LETTERS
from transforms.tables.documents import DOCUMENTS
from transforms.tables.entities import ENTITIES

_COLUMNS = ["doc_id", "start", "end", "label", "text", "score", "sentence"]
_OF_DOCUMENTS = ["doc_id", "source", "text", "sentences", "tokens", "entities"]
_SHOWN = 3


class Entities(pd.DataFrame):
    """A row for each entity: `doc_id`, `start`, `end`, `label`, `text`, `score`, ...

    `documents` are the texts, `dead_letters` what could not be tagged. A selection of rows keeps both, so that
    `entities[entities.label == "Disease"].show()` highlights diseases alone. In pandas's ways it is a data frame.
    """

    _metadata: ClassVar[list[str]] = ["documents", "dead_letters"]

    documents: pd.DataFrame
    dead_letters: pd.DataFrame

    @property
    def _constructor(self) -> Callable[..., Entities]:
        return Entities

    def show(self, number: int = _SHOWN) -> Highlights:
        """The first documents with these entities highlighted."""
        return Highlights.of(self, self.documents, number)

    def _repr_html_(self) -> str:
        """Some documents highlighted, then the rows; of a selection without offsets, the rows alone."""
        rows = super()._repr_html_() or ""
        needed = {"doc_id", "start", "end", "label", "text", "score"}
        if getattr(self, "documents", None) is None or not needed <= {*self.columns}:
            return rows
        return f"{self.show()._repr_html_()}{rows}"


def entities_of(annotated: Sequence[AnnotatedDocument], letters: Sequence[DeadLetter]) -> Entities:
    """The rows that a job would write, without what only a terminology fills."""
    of_files = not all(each.document.source.startswith(IN_PYTHON) for each in annotated)
    columns = [*_COLUMNS, "section", "source"] if of_files else _COLUMNS
    found = Entities(_frame(ENTITIES.rows(list(annotated)), columns))
    found.documents = _frame(DOCUMENTS.rows(list(annotated)), _OF_DOCUMENTS)
    found.dead_letters = _frame(DEAD_LETTERS.rows(list(letters)), DEAD_LETTERS.schema.names)
    return found


def _frame(rows: Any, columns: list[str]) -> pd.DataFrame:
    return rows.select(columns).to_pandas()

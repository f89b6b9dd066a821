"""Documents with their entities highlighted, for notebooks, by the templates of the page of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from jobs.report.excerpts import marks_of, pieces_of, stretch
from jobs.report.page import article_of, environment, styles_of
from jobs.report.values import Shown
from literature_tagger.documents import IN_PYTHON

if TYPE_CHECKING:
    import pandas as pd


class Highlights:
    """Some documents; Jupyter shows `_repr_html_`, in which no text is ever taken for markup."""

    def __init__(self, documents: Sequence[Shown], more: int):
        self._documents = documents
        self._more = more

    @classmethod
    def of(cls, entities: pd.DataFrame, documents: pd.DataFrame, number: int) -> Highlights:
        """The first of the documents that have entities, or if none has any, the first documents."""
        with_entities = documents[documents.doc_id.isin(entities.doc_id)]
        chosen = with_entities if len(with_entities) else documents
        return cls.of_rows(
            entities[entities.doc_id.isin(chosen.doc_id[:number])].to_dict("records"),
            chosen[:number].to_dict("records"),
            len(documents) - min(number, len(chosen)),
        )

    @classmethod
    def of_rows(cls, entities: Iterable[Any], documents: Iterable[Any], more: int = 0) -> Highlights:
        """Of rows as dictionaries."""
        by_document: dict[str, list[Any]] = defaultdict(list)
        for row in entities:
            by_document[row["doc_id"]].append(row)
        return cls([_shown(row, by_document[row["doc_id"]]) for row in documents], more)

    def __repr__(self) -> str:
        lines = []
        for document in self._documents:
            names = ", ".join(f"{piece.text} ({piece.mark.label})" for piece in document.pieces if piece.mark)
            lines.append(f"{document.doc_id}: {names or 'no entities'}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        labels = {piece.mark.label for document in self._documents for piece in document.pieces if piece.mark}
        styles = styles_of(sorted(labels))
        articles = [article_of(document, styles) for document in self._documents]
        template = environment().get_template("notebook.html")
        return str(Markup(template.render(articles=articles, styles=styles, more=self._more)))


def _shown(row: Any, entities: Sequence[Any]) -> Shown:
    text = row["text"]
    marks = marks_of(entities, text)
    first, last = stretch(text, marks)
    pieces = list(pieces_of(text, marks, first, last))
    source = "" if row["source"].startswith(IN_PYTHON) else row["source"]
    return Shown(row["doc_id"], source, "", pieces, first, last, len(text), len(marks))

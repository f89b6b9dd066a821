"""The pages of the browser, in which nothing that is shown is ever taken for markup."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader

from jobs.browse.query import ORDERS, ROWS, Query
from jobs.browse.search import Found, FoundDocument
from jobs.browse.to_paste import pandas_to_paste, sql_to_paste
from jobs.report.excerpts import pieces_of
from jobs.report.page import environment, styles_of
from transforms.snapshots.newest_state import State

_FOLDER = Path(__file__).parent / "templates"
_CHARACTERS = 100_000  # of a document that are shown at once


class Choices(NamedTuple):
    """What the form offers."""

    labels: list[str]
    sections: list[str]


class Stretch(NamedTuple):
    """The part `[first, last)` of a text that is shown, and where those before and behind it begin."""

    first: int
    last: int
    before: int | None
    behind: int | None


@cache
def _environment() -> Environment:
    return environment().overlay(loader=FileSystemLoader(_FOLDER))


def search_page(state: State, query: Query, found: Found, choices: Choices) -> str:
    template = _environment().get_template("search.html")
    return template.render(
        state=state,
        query=query,
        found=found,
        choices=choices,
        orders=ORDERS,
        styles=styles_of(choices.labels),
        pages=-(-found.total // ROWS),
        first=(query.page - 1) * ROWS + 1,
        sql=sql_to_paste(state, query),
        pandas=pandas_to_paste(state, query),
    )


def document_page(state: State, document: FoundDocument, choices: Choices, at: int) -> str:
    """The stretch of a document that holds a place, with its entities."""
    stretch = stretch_at(at, len(document.text))
    pieces = list(pieces_of(document.text, document.marks, stretch.first, stretch.last))
    template = _environment().get_template("document_page.html")
    labels = [label for label in choices.labels if any(mark.label == label for mark in document.marks)]
    return template.render(
        state=state,
        document=document,
        pieces=pieces,
        stretch=stretch,
        labels=labels,
        styles=styles_of(choices.labels),
        query=Query(document=document.doc_id),
    )


def problem_page(status: int, text: str) -> str:
    return _environment().get_template("problem.html").render(status=status, text=text)


def stretch_at(at: int, length: int) -> Stretch:
    """
    >>> stretch_at(150_000, 250_000)
    Stretch(first=100000, last=200000, before=0, behind=200000)
    """
    first = max(min(at, length - 1), 0) // _CHARACTERS * _CHARACTERS
    last = min(first + _CHARACTERS, length)
    return Stretch(first, last, first - _CHARACTERS if first else None, last if last < length else None)


def style() -> str:
    marks, page = ((environment().get_template(name).render()) for name in ("marks.css", "page.css"))
    return f"{page}\n{marks}\n{(_FOLDER / 'browse.css').read_text(encoding='utf-8')}"


def script() -> str:
    return (_FOLDER / "browse.js").read_text(encoding="utf-8")

"""The page as HTML: one file without anything from elsewhere, in which nothing that is shown is taken for markup."""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from jobs.report.values import Page, Shown
from jobs.snapshot.report_page import count, moment

MOST_BYTES = 3_000_000
_DOCUMENT_BYTES = 2_300_000  # what else is on the page is bounded too
_STYLES = 8
_FOLDER = Path(__file__).parent / "templates"


def render(page: Page, documents: Iterable[Shown]) -> str:
    """The page with as many of the documents as there is room for."""
    styles = styles_of([label.name for label in page.labels])
    articles: list[Markup] = []
    size = 0
    for document in documents:
        article = article_of(document, styles)
        size += len(article.encode())
        if size > _DOCUMENT_BYTES:
            break
        articles.append(article)
    script = Markup((_FOLDER / "page.js").read_text(encoding="utf-8"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    template = environment().get_template("page.html")
    return template.render(page=page, articles=articles, styles=styles, script=script, digest=digest)


def article_of(document: Shown, styles: dict[str, int]) -> Markup:
    """A document with its entities highlighted."""
    return Markup(environment().get_template("document.html").render(document=document, styles=styles))


def styles_of(labels: Iterable[str]) -> dict[str, int]:
    """The number of the colour and line of each label; the same for the same labels, whatever their order in a text.

    >>> styles_of(["Disease", "Chemical"])
    {'Disease': 0, 'Chemical': 1}
    """
    return {label: number % _STYLES for number, label in enumerate(labels)}


def cut(text: str, characters: int) -> str:
    """
    >>> cut("methylphenidate", 8)
    'methylp…'
    """
    return text if len(text) <= characters else f"{text[: characters - 1]}…"


def visible(text: str) -> str:
    """The text with a sign for the one character that no page can hold."""
    return text.replace("\0", "\N{SYMBOL FOR NULL}")


def size(number: int) -> str:
    """
    >>> size(1_234_567)
    '1.2 MB'
    """
    for unit, bytes in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if number >= bytes:
            return f"{number / bytes:.1f} {unit}"
    return f"{number} bytes"


@cache
def environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"count": count, "moment": moment, "cut": cut, "visible": visible, "size": size}
    return environment

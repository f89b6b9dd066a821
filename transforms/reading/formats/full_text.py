"""The text of an article, in parts that know their kind and heading: the common part of JATS and TEI."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from transforms.reading.formats.section_kinds import PLACES, kind_of
from transforms.reading.formats.xml import one_line, text_of
from transforms.reading.record import Part


@dataclass(frozen=True)
class Markup:
    """What the elements of a vocabulary are to a text; all other elements are in-line and never cut a word.

    - `sections`: have a heading of their own, one of `headings`; `kind_attribute` may name their kind
    - `blocks`: begin and end a part; sections, headings and captions are among them
    - `rows`: those of tables, with `cells`
    - `left_out`: with all that they hold; what stands before and behind is not glued together
    - `spaces`: are a space
    - `float_of`: kind and heading if the element is a figure or a table, else None
    - `stands_apart`: whether the element, behind the text that is given, is a mark that is no part of the word there
    """

    sections: frozenset[str]
    headings: frozenset[str]
    kind_attribute: str
    blocks: frozenset[str]
    captions: frozenset[str]
    rows: frozenset[str]
    cells: frozenset[str]
    left_out: frozenset[str]
    spaces: frozenset[str]
    float_of: Callable[[etree._Element], "Place | None"]
    stands_apart: Callable[[etree._Element, str], bool]


class Place(NamedTuple):
    """Where in an article a text stands: the kind of the section and its nearest heading."""

    kind: str
    heading: str | None = None
    apart: bool = False


def parts_of(element: etree._Element, place: Place, markup: Markup) -> Iterator[Part]:
    """The text within an element, in order, cut where a paragraph, heading, caption or row of a table begins or ends.

    Takes time and memory in proportion to the element.
    """
    places = [place]
    line = _Line()
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        name = local_name(node)
        whole = name in markup.rows or name in markup.left_out
        if name in markup.blocks or name in markup.rows:
            if event == "end" and _is_heading(node, name, markup):
                places[-2:] = [_titled(places[-2], line.text, within=places[-3].kind)] * 2
            yield from line.end(places[-1])
        if event == "start":
            if name in markup.spaces:
                line.add(" ")
            if name in markup.rows:
                yield from _row(node, places[-1], markup)
            if whole:
                walk.skip_subtree()
                line.gap()
                continue
            places.append(_place_of(node, name, places[-1], markup, line.last))
            if places[-1].apart:
                line.gap()
            line.add(node.text)
            continue
        if not whole and places.pop().apart:
            line.gap()
        if node is not element:
            line.add(node.tail)
    yield from line.end(place)


def local_name(node: etree._Element) -> str:
    """The name of an element without its namespace."""
    return _without_namespace(node.tag)


@lru_cache(maxsize=1_000)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2]


class _Line:
    """The text of a part as it grows."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._gap = False

    @property
    def last(self) -> str:
        return self._pieces[-1] if self._pieces else ""

    @property
    def text(self) -> str:
        return one_line("".join(self._pieces)).strip(" \t")

    def add(self, text: str | None) -> None:
        if not text:
            return
        if self._gap and self.last[-1:].isalnum() and text[0].isalnum():
            self._pieces.append(" ")
        self._gap = False
        self._pieces.append(text)

    def gap(self) -> None:
        """What comes next does not continue a word."""
        self._gap = True

    def end(self, place: Place) -> Iterator[Part]:
        """The part, if there is text, and a new line."""
        if text := self.text:
            yield Part(place.kind, text, place.heading)
        self._pieces.clear()
        self._gap = False


def _is_heading(node: etree._Element, name: str, markup: Markup) -> bool:
    parent = node.getparent()
    return name in markup.headings and parent is not None and local_name(parent) in markup.sections


def _titled(section: Place, heading: str, within: str) -> Place:
    """A section once its heading is known, which says more of its kind than the publisher does.

    Headings of a section in another do not: what `Outcomes` in the methods are called is no result.
    """
    kind = kind_of(heading) if within == "body" else None
    return Place(kind or section.kind, heading or section.heading)


def _place_of(node: etree._Element, name: str, parent: Place, markup: Markup, before: str) -> Place:
    if name in markup.sections:
        return Place(_kind_within(parent.kind, node.get(markup.kind_attribute, "")), parent.heading)
    if name in markup.captions:
        return Place("caption", parent.heading)
    if found := markup.float_of(node):
        return found
    apart = markup.stands_apart(node, before)
    return parent if apart == parent.apart else parent._replace(apart=apart)


def _kind_within(kind: str, named: str) -> str:
    """The kind of a section in another: that which its publisher names, but an abstract stays one throughout."""
    return kind if kind in PLACES and kind != "body" else kind_of(named) or kind


def _row(row: etree._Element, place: Place, markup: Markup) -> Iterator[Part]:
    """The cells that hold text, with a tab between them: sentences end there, so that no name goes on behind it."""
    cells = (cell for cell in row if local_name(cell) in markup.cells)
    texts = [_cell_text(cell, place, markup) if len(cell) else one_line(cell.text or "").strip() for cell in cells]
    if text := "\t".join(filter(None, texts)):
        yield Part("table", text, place.heading)


def _cell_text(cell: etree._Element, place: Place, markup: Markup) -> str:
    return " ".join(part.text for part in parts_of(cell, place, markup))


_LETTERS = re.compile(r"(?:^|[\s(])[a-z]{3,}$")
_NUMBERS = re.compile(r"[\d\s,;\u2013-]+")


def is_raised_number(node: etree._Element, before: str) -> bool:
    """Whether a raised text behind another is a note's or citation's number, as in `rats<sup>1,2</sup>`.

    That of `cm<sup>2</sup>`, `Ca<sup>2+</sup>` and `10<sup>5</sup>` is none.
    """
    return bool(_LETTERS.search(before) and _NUMBERS.fullmatch(text_of(node)))

"""Abbreviations that a text defines, such as "acute renal failure (ARF)", and entities that agree with them.

A sentence with an abbreviation often says nothing of what it stands for; its definition elsewhere in the text does.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ner_model.entity import Entity
from ner_model.text import TokenizedText

_IN_BRACKETS = re.compile(r"\(([^\W_][^()\s;,]{0,8}[^\W_])[);,]")  # 2 to 10 characters
_REACH = 300  # characters before the bracket in which the long form is looked for
_LONGER = 40  # characters by which an entity may begin before or after the long form and still be what is abbreviated


class Definition(NamedTuple):
    """An abbreviation, and where in the text its long form is: `[start, end)`."""

    short: str
    start: int
    end: int


def find_definitions(text: str) -> list[Definition]:
    """The first definition of each abbreviation, by the rules of Schwartz and Hearst (2003).

    >>> find_definitions("It caused acute renal failure (ARF) twice.")
    [Definition(short='ARF', start=10, end=29)]
    """
    found: dict[str, Definition] = {}
    for match in _IN_BRACKETS.finditer(text):
        short = match[1]
        if short not in found and any(map(str.isupper, short)):
            end = len(text[: match.start()].rstrip())
            start = _start_of_long_form(short, text[max(0, end - _REACH) : end])
            if start is not None:
                found[short] = Definition(short, max(0, end - _REACH) + start, end)
    return list(found.values())


def _start_of_long_form(short: str, before: str) -> int | None:
    """Where in the text before the bracket the long form starts: each character of the abbreviation is found there
    from right to left, the first one at the start of a word."""
    at = len(before)
    for number in range(len(short) - 1, -1, -1):
        character = short[number].lower()
        if not character.isalnum():
            continue
        at -= 1
        while at >= 0 and not (before[at].lower() == character and (number or _starts_word(before, at))):
            at -= 1
        if at < 0:
            return None
    long_form = before[at:]
    is_long = len(long_form) > len(short)
    return at if is_long and len(long_form.split()) <= min(len(short) + 5, 2 * len(short)) else None


def _starts_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def follow_definitions(text: str, tokens: TokenizedText, entities: list[Entity]) -> list[Entity]:
    """Entities of a text such that an abbreviation is what its long form is.

    Where the long form is an entity, every occurrence of the abbreviation becomes one of the same label and score;
    where no part of it is one, the abbreviation is none either.
    """
    if not entities or "(" not in text:
        return entities
    for short, start, end in find_definitions(text):
        inside = [entity for entity in entities if entity.start < end and start < entity.end]
        named = [entity for entity in inside if entity.end == end and abs(entity.start - start) <= _LONGER]
        if named or not inside:
            entities = [entity for entity in entities if entity.text != short]
        if named:
            found = [named[0]._replace(start=at, end=at + len(short), text=short) for at in _occurrences(text, short)]
            entities = _with_those_that_fit(tokens, entities, found)
    return entities


def _with_those_that_fit(tokens: TokenizedText, entities: list[Entity], found: list[Entity]) -> list[Entity]:
    """Adds what overlaps no entity and lies within one sentence."""
    fitting = []
    for new in found:
        first, last = np.searchsorted(tokens.sentence_starts, [new.start, new.end - 1], side="right") - 1
        if first == last and not any(old.start < new.end and new.start < old.end for old in entities):
            fitting.append(new._replace(sentence=int(first)))
    return sorted([*entities, *fitting])


def _occurrences(text: str, short: str) -> Iterator[int]:
    """Where a text has an abbreviation that is not part of a longer run of letters and digits."""
    start = text.find(short)
    while start >= 0:
        end = start + len(short)
        if _starts_word(text, start) and not text[end : end + 1].isalnum():
            yield start
        start = text.find(short, end)

"""Abbreviations that a text defines, such as "acute renal failure (ARF)", and entities that agree with them.

A sentence with an abbreviation often says nothing of what it stands for; its definition elsewhere in the text does.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
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


def find_definitions(text: str, among: Collection[str] | None = None) -> list[Definition]:
    """The first definition of each abbreviation, or of those among some, by the rules of Schwartz and Hearst (2003).

    >>> find_definitions("It caused acute renal failure (ARF) twice.")
    [Definition(short='ARF', start=10, end=29)]
    """
    found: dict[str, Definition] = {}
    for match in _IN_BRACKETS.finditer(text):
        short = match[1]
        if (among is None or short in among) and short not in found and any(map(str.isupper, short)):
            window = max(0, match.start() - _REACH)
            before = text[window : match.start()].rstrip()
            start = _start_of_long_form(short, before)
            if start is not None:
                found[short] = Definition(short, window + start, window + len(before))
    return list(found.values())


def _start_of_long_form(short: str, before: str) -> int | None:
    """Where in the text before the bracket the long form starts: each character of the abbreviation is found there
    from right to left, the first one at the start of a word."""
    lowered = before.lower()
    if len(lowered) != len(before):  # a few letters have small forms of two characters
        lowered = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in before)
    at = len(before)
    for number in range(len(short) - 1, -1, -1):
        character = short[number].lower()
        if not character.isalnum():
            continue
        at = lowered.rfind(character, 0, at)
        while number == 0 and at >= 0 and not _starts_word(before, at):
            at = lowered.rfind(character, 0, at)
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
    meanings = dict(_meanings(find_definitions(text), entities))
    kept = [entity for entity in entities if entity.text not in meanings]
    found = [
        named._replace(start=start, end=start + len(short), text=short)
        for short, named in meanings.items()
        if named
        for start in occurrences(text, short)
    ]
    return sorted([*kept, *_that_fit(found, kept, tokens)]) if found else kept


def _meanings(definitions: list[Definition], entities: list[Entity]) -> Iterator[tuple[str, Entity | None]]:
    """The entity that an abbreviation stands for, None if it stands for no entity; nothing where that is open."""
    starts, ends = [entity.start for entity in entities], [entity.end for entity in entities]
    for short, start, end in definitions:
        inside = entities[bisect_right(ends, start) : bisect_left(starts, end)]
        if not inside:
            yield short, None
        elif inside[-1].end == end and abs(inside[-1].start - start) <= _LONGER:
            yield short, inside[-1]


def _that_fit(found: list[Entity], kept: list[Entity], tokens: TokenizedText) -> Iterator[Entity]:
    """Those that overlap none that is kept or came before, and lie within one sentence, which they are given."""
    starts, ends = [entity.start for entity in kept], [entity.end for entity in kept]
    end_of_last = 0
    for new in sorted(found, key=lambda entity: (entity.start, -entity.end)):
        first, last = np.searchsorted(tokens.sentence_starts, [new.start, new.end - 1], side="right") - 1
        is_free = bisect_right(ends, new.start) == bisect_left(starts, new.end) and new.start >= end_of_last
        if is_free and first == last:
            end_of_last = new.end
            yield new._replace(sentence=int(first))


def occurrences(text: str, short: str) -> Iterator[int]:
    """Where a text has an abbreviation that is not part of a longer run of letters and digits."""
    start = text.find(short)
    while start >= 0:
        end = start + len(short)
        if _starts_word(text, start) and not text[end : end + 1].isalnum():
            yield start
        start = text.find(short, end)

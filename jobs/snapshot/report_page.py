"""Pages of HTML from the templates beside this file, in which nothing that is shown is ever taken for markup."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from transforms.snapshots.facts import Example


def page(template: str, **values: object) -> str:
    """A whole page, which fetches nothing."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"count": count, "moment": moment, "pieces": pieces}
    return environment.get_template(template).render(**values)


def count(number: float) -> str:
    """
    >>> count(1200)
    '1,200'
    """
    return f"{number:,}"


def moment(run_id: str) -> str:
    """
    >>> moment("2026-11-22T182859.267180Z-e48f0b")
    '2026-11-22 18:28'
    """
    return f"{run_id[:10]} {run_id[11:13]}:{run_id[13:15]}"


def pieces(example: Example) -> Iterator[tuple[str, str | None]]:
    """The sentence piece by piece: the text of each, and its label if it is an entity.

    >>> from transforms.snapshots.facts import Mark
    >>> list(pieces(Example("d1", "Zinc helps.", (Mark(0, 4, "Chemical"),))))
    [('Zinc', 'Chemical'), (' helps.', None)]
    """
    end = 0
    for mark in example.entities:
        if end < mark.start:
            yield example.sentence[end : mark.start], None
        yield example.sentence[mark.start : mark.end], mark.label
        end = mark.end
    if end < len(example.sentence):
        yield example.sentence[end:], None

"""The code blocks of a page, as a reader would copy them."""

import re
from pathlib import Path
from typing import NamedTuple

RUN = ("bash", "python", "sql")  # others are output, or no code

_BLOCK = re.compile(
    r"(?:^<!-- not run: (?P<reason>[^\n]+) -->\n+)?"
    r"(?:^```(?P<language>\w*)\n(?P<fenced>.*?)^```$|(?<=\n\n)(?P<indented>(?:^ {4}[^\n]*\n)+))",
    re.DOTALL | re.MULTILINE,
)


class Snippet(NamedTuple):
    """`not_run`: why it is not run, which stands in a comment above it; None if it is."""

    line: int
    language: str
    code: str
    not_run: str | None


def snippets_of(path: Path) -> list[Snippet]:
    """The blocks of a page in order; what is indented counts as commands."""
    text = path.read_text(encoding="utf-8")
    return [
        Snippet(
            text.count("\n", 0, found.start()) + 1,
            found["language"] if found["fenced"] is not None else "bash",
            found["fenced"] or found["indented"],
            found["reason"],
        )
        for found in _BLOCK.finditer(text)
    ]

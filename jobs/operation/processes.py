"""Which processes another one has started, and those that they have."""

from contextlib import suppress
from pathlib import Path


def processes_below(process: int) -> list[int]:
    """Their numbers, each before those that it has started itself; none where there is no /proc."""
    return [each for child in _children(process) for each in (child, *processes_below(child))]


def _children(process: int) -> list[int]:
    """Those of all its threads; what has just ended has none."""
    children: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            with suppress(OSError):
                children += map(int, (thread / "children").read_text().split())
    return children

"""How a command ends that was asked for what cannot be: with one line that says why, and the exit code 2."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ner_model.errors import Refused

REFUSED = 2


@contextmanager
def exit_with_line(command: str) -> Iterator[None]:
    """Within it, what is refused, and a file that is missing, end the command."""
    try:
        yield
    except (Refused, FileNotFoundError) as error:
        print(f"{command}: {error}", file=sys.stderr)
        raise SystemExit(REFUSED) from error

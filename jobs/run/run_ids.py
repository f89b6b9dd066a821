"""Ids of runs and of snapshots."""

import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

_TIME = "%Y-%m-%dT%H%M%S.%fZ"


def new_run_id(earlier: Iterable[str]) -> str:
    """An id that sorts behind earlier ones, as later runs win, and that no reader takes for a number or a date.

    It says what time it is, unless the clock has been set back since the last of the earlier ones.
    """
    now = datetime.now(UTC).replace(tzinfo=None)
    for run_id in earlier:
        with suppress(ValueError):  # of another form
            now = max(now, datetime.strptime(run_id.rpartition("-")[0], _TIME) + timedelta(microseconds=1))
    return f"{now:{_TIME}}-{secrets.token_hex(3)}"

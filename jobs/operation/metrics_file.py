"""Metrics of a finished job for Prometheus, in a file that its node exporter collects (`--metrics_file`)."""

import time
from pathlib import Path
from typing import Any

from transforms.storage import write_text

_PREFIX = "literature_tagger"


def write_metrics(path: str | None, job: str, exit_code: int, facts: dict[str, Any]) -> None:
    """Replaces the file in one step. Every job needs a file of its own: `tag.prom`, `compact.prom`."""
    if path:
        values = {"exit_code": exit_code, "last_end_timestamp_seconds": round(time.time(), 3), **_numbers(facts)}
        write_text(str(Path(path).absolute()), metrics_text(job, values))


def metrics_text(job: str, values: dict[str, float]) -> str:
    """
    >>> print(metrics_text("tag_corpus", {"documents": 3}), end="")
    # TYPE literature_tagger_documents gauge
    literature_tagger_documents{job="tag_corpus"} 3
    """
    lines = []
    for name, value in values.items():
        lines += [f"# TYPE {_PREFIX}_{name} gauge", f'{_PREFIX}_{name}{{job="{job}"}} {value}']
    return "".join(f"{line}\n" for line in lines)


def _numbers(facts: dict[str, Any]) -> dict[str, float]:
    """The counts of a record, flat; what is no number is for people."""
    flat = {**facts, **facts.get("counts", {})}
    return {
        name: value for name, value in flat.items() if isinstance(value, int | float) and not isinstance(value, bool)
    }

"""Metrics of a finished job, in a file that the node exporter of Prometheus collects (`--metrics_file`)."""

import time
from collections.abc import Mapping
from pathlib import Path

from transforms.storage import write_text

_PREFIX = "literature_tagger"


def write_metrics(path: str | None, job: str, exit_code: int, numbers: Mapping[str, float]) -> None:
    """Replaces the file in one step. Every job needs a file of its own: `tag.prom`, `compact.prom`."""
    if path:
        values = {"exit_code": exit_code, "last_end_timestamp_seconds": round(time.time(), 3), **numbers}
        write_text(str(Path(path).absolute()), metrics_text(job, values))


def metrics_text(job: str, values: Mapping[str, float]) -> str:
    """
    >>> print(metrics_text("tag_corpus", {"documents": 3}), end="")
    # TYPE literature_tagger_documents gauge
    literature_tagger_documents{job="tag_corpus"} 3
    """
    lines = []
    for name, value in values.items():
        lines += [f"# TYPE {_PREFIX}_{name} gauge", f'{_PREFIX}_{name}{{job="{job}"}} {value}']
    return "".join(f"{line}\n" for line in lines)


def numbers_of(record: object) -> dict[str, float]:
    """The fields of a record that are numbers; what is none is for people."""
    return {
        name: value
        for name, value in vars(record).items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }

"""What the rows of a table add to the record of a run."""

from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc


def totals_of(table: str, rows: pa.Table) -> dict[str, int]:
    """Entities by label, dead letters by step and reason, or the sums over documents.

    >>> totals_of("dead_letters", pa.table({"step": ["read", "read"], "reason": ["bad_json", "bad_json"]}))
    {'read/bad_json': 2}
    """
    if table == "documents":
        return {name: pc.sum(rows[name]).as_py() for name in ("sentences", "tokens")}
    if table == "entities":
        return dict(Counter(rows["label"].to_pylist()))
    return dict(Counter(f"{step}/{reason}" for step, reason in _pairs(rows, "step", "reason")))


def mentions_of(rows: pa.Table) -> Counter[tuple[str, str]]:
    """How often each text was tagged with each label.

    >>> mentions_of(pa.table({"label": ["Chemical", "Chemical"], "text": ["zinc", "zinc"]}))
    Counter({('Chemical', 'zinc'): 2})
    """
    return Counter(_pairs(rows, "label", "text"))


def _pairs(rows: pa.Table, first: str, second: str) -> list[tuple[str, str]]:
    return list(zip(rows[first].to_pylist(), rows[second].to_pylist(), strict=True))

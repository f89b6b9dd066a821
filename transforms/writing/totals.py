"""What the rows of a table add to the record of a run."""

from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_MENTIONS = 5_000  # the most frequent ones of a row group: enough for the first ten of a corpus


def totals_of(table: str, rows: pa.Table) -> dict[str, int]:
    """Entities by label, dead letters by step and reason, or the sums over documents.

    >>> totals_of("dead_letters", pa.table({"step": ["read", "read"], "reason": ["bad_json", "bad_json"]}))
    {'read/bad_json': 2}
    """
    if table == "documents":
        return {name: pc.sum(rows[name]).as_py() for name in ("sentences", "tokens")}
    if table == "deletions":
        return {}
    if table == "entities":
        return _counts(rows["label"])
    return _counts(pc.binary_join_element_wise(rows["step"], rows["reason"], "/"))


def mentions_of(rows: pa.Table) -> Counter[tuple[str, str]]:
    """How often each text was tagged with each label; counted as numbers, since there can be millions.

    >>> mentions_of(pa.table({"label": ["Chemical", "Chemical"], "text": ["zinc", "zinc"]}))
    Counter({('Chemical', 'zinc'): 2})
    """
    labels, texts = _encoded(rows["label"]), _encoded(rows["text"])
    pairs = labels.indices.to_numpy() * np.int64(len(texts.dictionary)) + texts.indices.to_numpy()
    found, counts = np.unique(pairs, return_counts=True)
    kept = np.argsort(-counts, kind="stable")[:_MENTIONS]
    label_numbers, text_numbers = np.divmod(found[kept], len(texts.dictionary))
    names = zip(
        labels.dictionary.take(label_numbers).to_pylist(), texts.dictionary.take(text_numbers).to_pylist(), strict=True
    )
    return Counter(dict(zip(names, counts[kept].tolist(), strict=True)))


def _counts(column: pa.ChunkedArray) -> dict[str, int]:
    return {pair["values"]: pair["counts"] for pair in column.value_counts().to_pylist()}


def _encoded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    array = column.combine_chunks()
    return array if isinstance(array, pa.DictionaryArray) else array.dictionary_encode()

"""The most frequent mentions of a row group, for the record of the run."""

from collections import Counter
from typing import NamedTuple

import numpy as np
import pyarrow as pa

_MENTIONS = 5_000  # the most frequent ones of a row group: enough for the first ten of a corpus


class Mention(NamedTuple):
    """How many rows have a label and a text."""

    label: str
    text: str
    rows: int


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


def _encoded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    array = column.combine_chunks()
    return array if isinstance(array, pa.DictionaryArray) else array.dictionary_encode()

"""One pass over the entities: scores and mentions by label, and candidates for the documents that are shown.

Scores and mentions are of all entities, but for outputs of more than `MOST_ROWS`, of which row groups at even distances
are read, so that a page takes seconds whatever the corpus.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jobs.report.values import BANDS, SURE, UNSURE, LabelSummary
from transforms.snapshots.manifest import Part
from transforms.snapshots.read_parts import without_voided
from transforms.storage import open_file
from transforms.writing.mentions import Mention, mentions_of

MOST_ROWS = 5_000_000
_MENTIONS_COUNTED = 200_000  # bounds the memory of the counter
_MENTIONS_SHOWN = 12
_CANDIDATES = 40  # of each stratum
_STRATA_LABELS = 12  # the most frequent ones; the others are one stratum of each band


class Candidate(NamedTuple):
    """A document that may be shown; the smallest keys win, which are drawn at random."""

    key: float
    doc_id: str
    path: str


@dataclass
class Survey:
    """What the entities are like. `exact`: whether no mention was dropped while counting."""

    rows: int = 0
    tenths: dict[str, np.ndarray] = field(default_factory=dict)  # int64 `[10]`
    sums: Counter[str] = field(default_factory=Counter)
    mentions: Counter[tuple[str, str]] = field(default_factory=Counter)
    exact: bool = True
    candidates: dict[tuple[str, str], list[Candidate]] = field(default_factory=lambda: defaultdict(list))

    def labels(self, totals: dict[str, int]) -> list[LabelSummary]:
        """The most frequent first; `totals` are the numbers of entities by label, if more than what was surveyed."""
        none = np.zeros(10, np.int64)
        found = {name: int(tenths.sum()) for name, tenths in self.tenths.items() if tenths.any()}
        summaries = []
        for name, count in sorted((found | totals).items(), key=lambda item: (-item[1], item[0])):
            tenths = self.tenths.get(name, none)
            mean = self.sums[name] / max(int(tenths.sum()), 1)
            summaries.append(LabelSummary(name, count, mean, tenths.tolist()))
        return summaries

    def top_mentions(self) -> dict[str, list[Mention]]:
        """By label, the most frequent mentions."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for (label, text), rows in sorted(self.mentions.items(), key=lambda item: (-item[1], item[0])):
            if len(found[label]) < _MENTIONS_SHOWN:
                found[label].append(Mention(label, text, rows))
        return dict(found)


def survey(parts: Sequence[Part], labels: Sequence[str]) -> Survey:
    """Of the files of the table of entities; `labels` in the order of their frequency."""
    found = Survey()
    generator = np.random.default_rng(0)
    own_strata = set(labels[:_STRATA_LABELS])
    for path, rows in _groups(parts):
        found.rows += rows.num_rows
        names = rows["label"].combine_chunks()
        codes = names.indices.to_numpy()
        scores = rows["score"].to_numpy()
        _add_scores(found, names.dictionary.to_pylist(), codes, scores)
        _add_mentions(found, rows)
        _add_candidates(found, rows, path, generator, own_strata)
    return found


def _groups(parts: Sequence[Part]) -> Iterator[tuple[str, pa.Table]]:
    """Path and rows of the row groups; of large outputs, of some at even distances."""
    sizes = {part: _sizes(part.path) for part in parts}
    step = max(-(-sum(map(sum, sizes.values())) // MOST_ROWS), 1)
    number = 0
    for part, groups in sizes.items():
        chosen = [group for group in range(len(groups)) if groups[group] and (number + group) % step == 0]
        number += len(groups)
        if not chosen:
            continue
        with open_file(part.path) as stream:
            file = pq.ParquetFile(stream, read_dictionary=["doc_id", "text"])
            for group in chosen:
                rows = file.read_row_group(group, ["doc_id", "label", "text", "score"])
                yield part.path, without_voided(rows, part.voided)


def _sizes(path: str) -> list[int]:
    """Rows of each row group."""
    with open_file(path) as stream:
        metadata = pq.read_metadata(stream)
    return [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)]


def _add_scores(found: Survey, names: list[str], codes: np.ndarray, scores: np.ndarray) -> None:
    places = codes * np.int64(10) + np.clip((scores * 10).astype(np.int64), 0, 9)
    counts = np.bincount(places, minlength=10 * len(names)).reshape(-1, 10)
    sums = np.bincount(codes, weights=scores, minlength=len(names))
    for name, count, total in zip(names, counts, sums.tolist(), strict=True):
        found.tenths[name] = found.tenths.get(name, 0) + count
        found.sums[name] += total


def _add_mentions(found: Survey, rows: pa.Table) -> None:
    found.mentions.update(mentions_of(rows))
    if len(found.mentions) > _MENTIONS_COUNTED:
        found.mentions = Counter(dict(found.mentions.most_common(_MENTIONS_COUNTED // 2)))
        found.exact = False


def _add_candidates(
    found: Survey, rows: pa.Table, path: str, generator: np.random.Generator, own_strata: set[str]
) -> None:
    names = rows["label"].combine_chunks()
    scores = rows["score"].to_numpy()
    bands = np.where(scores >= SURE, 0, np.where(scores >= UNSURE, 1, 2))
    strata = names.indices.to_numpy() * np.int64(len(BANDS)) + bands
    keys = generator.random(len(strata))
    ids = rows["doc_id"].combine_chunks()
    for stratum in np.flatnonzero(np.bincount(strata)).tolist():
        label, band = divmod(stratum, len(BANDS))
        name = names.dictionary[label].as_py()
        kept = found.candidates[name if name in own_strata else "other labels", BANDS[band]]
        places = np.flatnonzero(strata == stratum)
        if len(places) > _CANDIDATES:
            places = places[np.argpartition(keys[places], _CANDIDATES)[:_CANDIDATES]]
        drawn = zip(keys[places].tolist(), ids.take(places).to_pylist(), strict=True)
        kept[:] = sorted([*kept, *(Candidate(key, doc_id, path) for key, doc_id in drawn)])[:_CANDIDATES]

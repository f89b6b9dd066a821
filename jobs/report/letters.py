"""Dead letters as they are shown: how many for each reason, and some of each with what to do."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pyarrow.parquet as pq

from jobs.report.values import Reason, ShownLetter
from jobs.run.remedies import remedy_of
from transforms.storage import open_file

MOST_SHOWN = 60
_GROUPS_SEARCHED = 1_000
_EXCERPT = 300


def reasons_of(totals: Mapping[str, int]) -> list[Reason]:
    """
    >>> reasons_of({"read/bad_json": 3})[0][:3]
    ('read', 'bad_json', 3)
    """
    ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return [Reason(*name.partition("/")[::2], count, remedy_of(name.partition("/")[2])) for name, count in ranked]


def shown_letters(paths: Sequence[str], kinds: int) -> list[ShownLetter]:
    """Some of each of so many kinds, in the order of the files; never more than a row group is held at once."""
    each = max(MOST_SHOWN // max(kinds, 1), 1)
    taken: Counter[tuple[str, str]] = Counter()
    letters: list[ShownLetter] = []
    for file, number in _groups(paths):
        names = file.read_row_group(number, ["step", "reason"])
        places = []
        for place, kind in enumerate(zip(names["step"].to_pylist(), names["reason"].to_pylist(), strict=True)):
            if taken[kind] < each:
                taken[kind] += 1
                places.append(place)
        if places:
            letters += [_shown(row) for row in file.read_row_group(number).take(places).to_pylist()]
        if len(letters) >= MOST_SHOWN or sum(count >= each for count in taken.values()) >= kinds:
            break
    return letters[:MOST_SHOWN]


def _groups(paths: Sequence[str]) -> Iterator[tuple[pq.ParquetFile, int]]:
    searched = 0
    for path in paths:
        with open_file(path) as stream:
            file = pq.ParquetFile(stream)
            for number in range(file.num_row_groups):
                searched += 1
                if searched > _GROUPS_SEARCHED:
                    return
                yield file, number


def _shown(row: Mapping[str, str | None]) -> ShownLetter:
    source, reason = str(row["source"]), str(row["reason"])
    path, mark, record = source.rpartition("#")
    place = (path, record) if mark and record.isdecimal() else (source, "")
    detail, excerpt = (str(row[name])[:_EXCERPT] for name in ("detail", "record"))
    return ShownLetter(*place, row["doc_id"] or "", str(row["step"]), reason, detail, excerpt, remedy_of(reason))

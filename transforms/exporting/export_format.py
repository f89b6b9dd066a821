"""What an export format is: a value that each format declares in its own file, and that `all_exports` lists."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from transforms.records import AnnotatedDocument

_EXAMPLES = 10


class Note(NamedTuple):
    """Something that a format cannot hold as it is: a stable name for programs, and what was done, for people."""

    name: str
    meaning: str


@dataclass
class Notes:
    """What was noted of some documents: how often, and the ids of the first documents."""

    counts: Counter[Note] = field(default_factory=Counter)
    examples: dict[Note, list[str]] = field(default_factory=dict)

    def add(self, note: Note, doc_id: str, times: int = 1) -> None:
        if not times:
            return
        self.counts[note] += times
        examples = self.examples.setdefault(note, [])
        if len(examples) < _EXAMPLES and doc_id not in examples:
            examples.append(doc_id)


class Piece(NamedTuple):
    """Bytes that go to the end of a file. `file` comes behind the name of the shard; `is_last`: nothing follows."""

    file: str
    content: bytes
    is_last: bool = False


@dataclass(frozen=True)
class ExportFormat:
    """A format that annotations are exported in.

    `about` is its line of the README. `pieces` makes the files of some documents, which it takes one by one, and notes
    what it changes or leaves out. `around` makes files, by name, for the whole export from the labels in it. `check`
    raises `Refused` if the format needs a package that is not installed.
    """

    name: str
    about: str
    pieces: Callable[[Iterator[AnnotatedDocument], Notes], Iterator[Piece]]
    around: Callable[[list[str]], dict[str, str]] = lambda labels: {}
    check: Callable[[], None] = lambda: None

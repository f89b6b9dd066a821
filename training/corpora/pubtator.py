"""PubTator files of corpora as they are published, whose offsets are right."""

import pathlib
from collections.abc import Iterable, Iterator

from training.corpora.check_drafts import only_code_points
from training.corpora.draft import CorpusFile
from training.corpora.formats import pubtator
from training.corpora.gold import GoldDocument


def read_documents(lines: Iterable[str]) -> Iterator[GoldDocument]:
    """Documents whose text is title + one space + abstract, to which PubTator's offsets refer."""
    for draft in pubtator.drafts_of(lines, "line"):
        yield from only_code_points([draft])


def read_file(path: pathlib.Path) -> Iterator[GoldDocument]:
    """The documents of a file, gzipped or not."""
    for draft in pubtator.read(CorpusFile(path, path.name)):
        yield from only_code_points([draft])

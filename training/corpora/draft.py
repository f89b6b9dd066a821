"""What the files of a labelled corpus say, before it is believed."""

import pathlib
import zipfile
from typing import NamedTuple, TypeAlias

AnyPath: TypeAlias = pathlib.Path | zipfile.Path
Piece: TypeAlias = tuple[int, int]


class CorpusFile(NamedTuple):
    """A file of a corpus, on disk or in a zip archive; `name` is its path within the corpus, with slashes."""

    path: AnyPath
    name: str

    @property
    def stem(self) -> str:
        """The name without its last suffix, and without `.gz` before that."""
        name = self.name.removesuffix(".gz")
        return name.rpartition(".")[0] or name


class Claim(NamedTuple):
    """An annotation as a file has it.

    `pieces` are half-open stretches in whatever unit the file counts. `text` is what the annotation says that it
    covers, None where the format does not say. `at` is the place in the file that an error names. `concept` is its
    identifier in a terminology, empty where there is none.
    """

    pieces: tuple[Piece, ...]
    label: str
    text: str | None
    at: str
    concept: str = ""


class Draft(NamedTuple):
    """A document as a file has it; `is_sentence` if it is a sentence of a document whose bounds the file lacks."""

    doc_id: str
    text: str
    claims: tuple[Claim, ...]
    at: str
    is_sentence: bool = False

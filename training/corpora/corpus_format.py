"""What a format of labelled corpora is: a value that each format declares in its file, and that `all_formats` lists."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from training.corpora.draft import CorpusFile, Draft
from training.corpora.read_text import read_head


@dataclass(frozen=True)
class Beginning:
    """What a format is recognised by: the name of a file and its first bytes."""

    file: CorpusFile

    @cached_property
    def text(self) -> str:
        """The first characters, without white space before them."""
        return read_head(self.file).decode("utf-8", "replace").lstrip("\ufeff \t\r\n")

    @cached_property
    def name(self) -> str:
        """In small letters, without `.gz`."""
        return self.file.path.name.lower().removesuffix(".gz")


@dataclass(frozen=True)
class CorpusFormat:
    """A format that labelled corpora come in.

    `about` is its line of the README. `recognise` looks at a file's name and beginning. `read` yields a draft for each
    document of the file, and raises `ner_model.errors.Refused`, with file, line and value, where it cannot.
    """

    name: str
    about: str
    recognise: Callable[[Beginning], bool]
    read: Callable[[CorpusFile], Iterator[Draft]]

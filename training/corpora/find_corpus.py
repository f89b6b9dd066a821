"""Which files a corpus has, of which format, and which part of it they are."""

import pathlib
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from ner_model.errors import Refused
from training.corpora.all_formats import CORPUS_FORMATS, format_of
from training.corpora.corpus_format import CorpusFormat
from training.corpora.draft import AnyPath, CorpusFile
from training.corpora.formats import brat

LICENCE = re.compile(r"(licen[cs]e|copying)\b.*", re.IGNORECASE)

_PART = re.compile(
    r"(?:^|[^a-z])(?:(train)|(dev|valid)|(test))(?:ing|el|elopment|ation)?(?:[ _-]?set)?(?=[^a-z]|$)", re.IGNORECASE
)
_VALID = re.compile(r"(?:^|[^a-z])val(?=[^a-z]|$)", re.IGNORECASE)


class FoundFile(NamedTuple):
    """A file of annotated documents; `part` is train, dev or test, None if neither name nor folder says so."""

    file: CorpusFile
    format: CorpusFormat
    part: str | None


class FoundCorpus(NamedTuple):
    """The annotated files of a corpus, in order of their names, names of what was left out, and its licence file."""

    files: list[FoundFile]
    left_out: list[str]
    licence: AnyPath | None


def find_corpus(path: pathlib.Path) -> FoundCorpus:
    """What a file, a folder or a zip archive holds; raises `Refused` if that is no corpus that is known."""
    if not path.exists():
        raise Refused("no such file or folder", str(path))
    everything = list(_files(path))
    found, left_out = [], []
    licence = next((file.path for file in everything if LICENCE.fullmatch(file.path.name)), None)
    for file in everything:
        if file.path.name.startswith(".") or LICENCE.fullmatch(file.path.name) or _is_text_of_brat(file, everything):
            continue
        if format_ := format_of(file):
            # A document of brat is a file of its own, and may be named after anything.
            name = file.name.rpartition("/")[0] if format_ is brat.FORMAT else file.name
            found.append(FoundFile(file, format_, part_of(name)))
        elif file.path.name.endswith(".txt") and any(each.path.name.endswith(".ann") for each in everything):
            raise Refused(
                "a text without annotations beside it", file.name, remedy="write an empty .ann file, or move it"
            )
        else:
            left_out.append(file.name)
    if not found:
        known = ", ".join(each.name for each in CORPUS_FORMATS)
        raise Refused(f"no file of a format that is known ({known})", str(path), left_out[:5] or None)
    return FoundCorpus(found, left_out, licence)


def part_of(name: str) -> str | None:
    """What part of a corpus a file is, by its path: the first folder or the name that says so.

    >>> [part_of(name) for name in ("train/7.ann", "CDR_DevelopmentSet.PubTator.txt", "my-test.jsonl", "trainer.xml")]
    ['train', 'dev', 'test', None]
    """
    for step in name.split("/"):
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", step)  # TrainingSet
        if match := _PART.search(words):
            return ("train", "dev", "test")[(match.lastindex or 1) - 1]
        if _VALID.search(words):
            return "dev"
    return None


def _files(path: pathlib.Path) -> Iterator[CorpusFile]:
    if path.is_dir():
        for each in sorted(path.rglob("*")):
            if each.is_file() and not any(part.startswith(".") for part in each.relative_to(path).parts):
                yield from _within(each, each.relative_to(path).as_posix())
    else:
        yield from _within(path, "" if zipfile.is_zipfile(path) else path.name)


def _within(path: pathlib.Path, name: str) -> Iterator[CorpusFile]:
    """A file, or the files of a zip archive, whose names go on after the archive's without its suffix."""
    if not zipfile.is_zipfile(path):
        yield CorpusFile(path, name)
        return
    archive = zipfile.ZipFile(path)
    prefix = f"{name.removesuffix('.zip')}/" if name else ""
    for member in sorted(each for each in archive.namelist() if not each.endswith("/")):
        yield CorpusFile(zipfile.Path(archive, member), prefix + member)


def _is_text_of_brat(file: CorpusFile, everything: list[CorpusFile]) -> bool:
    name = file.path.name
    return name.endswith(".txt") and brat.annotations_of_text(file.path).is_file() and len(everything) > 1

"""brat: a text in a `.txt` file, its annotations in a `.ann` file beside it."""

import re
import zipfile
from collections.abc import Iterator

from ner_model.errors import Refused
from training.corpora.corpus_format import Beginning, CorpusFormat
from training.corpora.draft import AnyPath, Claim, CorpusFile, Draft
from training.corpora.read_text import read_lines, read_text

_PLACE = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")


def read(file: CorpusFile) -> Iterator[Draft]:
    """The document of a `.ann` file; what is no mention (relations, events, attributes, notes) is passed over."""
    path = text_of_annotations(file.path)
    if not path.is_file():
        raise Refused("no text of that name beside the annotations", file.name, path.name)
    text = read_text(CorpusFile(path, f"{file.stem}.txt"))
    lines = enumerate(read_lines(file), start=1)
    claims = tuple(_claim(line, f"{file.name}:{number}") for number, line in lines if line.startswith("T"))
    yield Draft(file.stem, text, claims, file.name)


def text_of_annotations(path: AnyPath) -> AnyPath:
    """The path of the text that a `.ann` file is about."""
    return _beside(path, f"{path.name.removesuffix('.ann')}.txt")


def annotations_of_text(path: AnyPath) -> AnyPath:
    """The path of the annotations of a `.txt` file."""
    return _beside(path, f"{path.name.removesuffix('.txt')}.ann")


def _beside(path: AnyPath, name: str) -> AnyPath:
    if isinstance(path, zipfile.Path):
        parent = path.parent
        assert isinstance(parent, zipfile.Path)  # that of a file in an archive
        return parent / name
    return path.parent / name


def _claim(line: str, at: str) -> Claim:
    fields = line.split("\t")
    place = _PLACE.fullmatch(fields[1]) if len(fields) == 3 else None
    if not place:
        raise Refused("expected an id, `label start end` and the text, with tabs between", at, line)
    pieces = [piece.split(" ") for piece in place[2].split(";")]
    return Claim(tuple((int(start), int(end)) for start, end in pieces), place[1], fields[2], at)


def _recognise(beginning: Beginning) -> bool:
    return beginning.name.endswith(".ann")


FORMAT = CorpusFormat(
    "brat", "brat: a `.txt` file and a `.ann` file beside it, also in a zip archive", _recognise, read
)

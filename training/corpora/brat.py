"""Corpora of texts with a file of annotations beside each, as brat has them, in a zip archive."""

import pathlib
import zipfile
from collections.abc import Iterator, Mapping

from training.corpora.gold import GoldDocument, Mention, mention_of


def read_archive(path: pathlib.Path, labels: Mapping[str, str]) -> Iterator[GoldDocument]:
    """The texts of an archive with their mentions in one piece of the labels that a mapping renames."""
    with zipfile.ZipFile(path) as archive:
        for name in sorted(name for name in archive.namelist() if name.endswith(".txt")):
            doc_id = name.removesuffix(".txt")
            text = archive.read(name).decode("utf-8")
            lines = archive.read(f"{doc_id}.ann").decode("utf-8").split("\n")
            mentions = {mention for line in lines for mention in _mentions(text, line, labels)}
            yield GoldDocument(doc_id, text, tuple(sorted(mentions)))


def _mentions(text: str, line: str, labels: Mapping[str, str]) -> Iterator[Mention]:
    """The mention of a line, or nothing if its label is not wanted or the line is of another kind."""
    if line.startswith("T"):
        _, place, name = line.split("\t")
        label, start, _ = place.split(" ", 2)
        if label in labels:
            yield mention_of(text, int(start), name, labels[label])

"""Corpora of texts with a file of annotations beside each, as brat has them, in a zip archive as published."""

import pathlib
import zipfile
from collections.abc import Iterator, Mapping

from training.corpora.check_drafts import only_code_points
from training.corpora.draft import CorpusFile
from training.corpora.formats import brat
from training.corpora.gold import GoldDocument, renamed


def read_archive(path: pathlib.Path, labels: Mapping[str, str]) -> Iterator[GoldDocument]:
    """The texts of an archive with their mentions in one piece of the labels that a mapping renames."""
    with zipfile.ZipFile(path) as archive:
        for name in sorted(name for name in archive.namelist() if name.endswith(".ann")):
            for draft in brat.read(CorpusFile(zipfile.Path(archive, name), name)):
                claims = tuple(claim for claim in draft.claims if claim.label in labels)
                yield from renamed(only_code_points([draft._replace(claims=claims)]), labels)

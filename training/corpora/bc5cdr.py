"""The corpus of the biomedical tagger: BC5CDR, 1,500 PubMed abstracts with their chemicals and diseases.

Li et al. 2016, BioCreative V CDR task corpus: https://doi.org/10.1093/database/baw068
"""

import functools
import gzip
import io
import pathlib
import zipfile
from collections.abc import Iterator
from typing import Any

import tensorflow_datasets as tfds

from training.corpora import pubtator
from training.corpora.examples import dataset_info, example
from training.corpora.gold import GoldDocument
from training.corpora.known_corpus import KnownCorpus
from training.corpora.prepared import load_prepared

LABELS = ("Chemical", "Disease")
URL = "https://biocreative.bioinformatics.udel.edu/media/store/files/2016/CDR_Data.zip"
ARCHIVE = "CDR_Data.zip"
FILES = {
    "train": "CDR_TrainingSet.PubTator.txt",
    "dev": "CDR_DevelopmentSet.PubTator.txt",
    "test": "CDR_TestSet.PubTator.txt",
}


class Bc5cdr(tfds.core.GeneratorBasedBuilder):
    """Abstracts with mentions in code points; `manual_dir` holds the files as published, zipped or not."""

    VERSION = tfds.core.Version("1.0.0")
    MANUAL_DOWNLOAD_INSTRUCTIONS = f"Put {ARCHIVE} ({URL}), or files of it ({', '.join(FILES.values())}), here."

    def _info(self) -> tfds.core.DatasetInfo:
        return dataset_info(self, LABELS)

    def _split_generators(self, dl_manager: tfds.download.DownloadManager) -> dict[str, Any]:
        """The splits that `manual_dir` has; where it has none, the published archive is downloaded."""
        try:
            files = find_files(pathlib.Path(dl_manager.manual_dir))
        except FileNotFoundError:
            files = find_files(pathlib.Path(dl_manager.download(URL)))
        return {split: self._generate_examples(path) for split, path in files.items()}

    def _generate_examples(self, path: pathlib.Path | zipfile.Path) -> Iterator[tuple[str, dict[str, Any]]]:
        for document in read_documents(path):
            yield document.doc_id, example(document)


def read_documents(path: pathlib.Path | zipfile.Path) -> Iterator[GoldDocument]:
    """The documents of one PubTator file, gzipped or not."""
    with path.open("rb") as file, gzip.open(file) if path.name.endswith(".gz") else file as content:
        yield from pubtator.read_documents(io.TextIOWrapper(content, encoding="utf-8", newline="\n"))


def find_files(folder: pathlib.Path) -> dict[str, pathlib.Path | zipfile.Path]:
    """The PubTator file of each split that a folder (or its folder `bc5cdr`) has, as such or in the archive."""
    places = [folder, folder / "bc5cdr"]
    plain = [path for place in places for path in place.glob("CDR_*Set.PubTator.txt*")]
    found: dict[str, pathlib.Path | zipfile.Path] = {path.name.removesuffix(".gz"): path for path in plain}
    for archive in [folder, *(place / ARCHIVE for place in places)]:
        if archive.is_file():
            found |= {
                pathlib.Path(name).name: zipfile.Path(archive, name) for name in zipfile.ZipFile(archive).namelist()
            }
    if not found.keys() & set(FILES.values()):
        raise FileNotFoundError(f"{folder}: no {ARCHIVE} and none of {', '.join(FILES.values())}[.gz] there")
    return {split: found[name] for split, name in FILES.items() if name in found}


def _find_files(folder: pathlib.Path) -> list[pathlib.Path | zipfile.Path]:
    return list(find_files(folder).values())


CORPUS = KnownCorpus(
    name="bc5cdr",
    labels=LABELS,
    licence="public domain",
    about="PubMed abstracts with their chemicals and diseases: the BioCreative V CDR corpus",
    load=functools.partial(load_prepared, Bc5cdr, _find_files),
    # What the predecessor of this project claimed, in percent; how it cut sentences and tokens is not known.
    claims={"entities_f1": 54.81, "weighted_f1": 70.74},
)

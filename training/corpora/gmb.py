"""The corpus of the general tagger: the GMB-derived "Annotated Corpus for NER" (`ner_dataset.csv`)."""

import csv
import functools
import io
import itertools
import pathlib
import zipfile
from collections.abc import Iterator
from typing import Any

import tensorflow_datasets as tfds

from ner_model.tags import spans_from_tags
from training.corpora.examples import dataset_info, example
from training.corpora.gold import GoldDocument, Mention
from training.corpora.known_corpus import KnownCorpus
from training.corpora.prepared import load_prepared

LABELS = ("geo", "tim", "org", "per", "gpe", "art", "eve", "nat")
FILE = "ner_dataset.csv"
URL = "https://www.kaggle.com/datasets/abhinavwalia95/entity-annotated-corpus"
COLUMNS = ["Sentence #", "Word", "POS", "Tag"]


class Gmb(tfds.core.GeneratorBasedBuilder):
    """Sentences with mentions in code points; `manual_dir` holds the file as published, zipped or not."""

    VERSION = tfds.core.Version("1.0.0")
    MANUAL_DOWNLOAD_INSTRUCTIONS = f"Put {FILE}, or a zip file of it, here. It takes an account to get it from {URL}."

    def _info(self) -> tfds.core.DatasetInfo:
        return dataset_info(self, LABELS)

    def _split_generators(self, dl_manager: tfds.download.DownloadManager) -> dict[str, Any]:
        path = find_file(pathlib.Path(dl_manager.manual_dir))
        present = {split_of(number) for number, _, _ in read_sentences(path)}
        return {split: self._generate_examples(path, split) for split in ("train", "dev", "test") if split in present}

    def _generate_examples(self, path: pathlib.Path, split: str) -> Iterator[tuple[int, dict[str, Any]]]:
        for number, words, tags in read_sentences(path):
            if split_of(number) == split:
                yield number, example(document_of(number, words, tags))


def find_file(folder: pathlib.Path) -> pathlib.Path:
    """`ner_dataset.csv` or its zip, in a folder or its folder `gmb`."""
    for path in (place / name for place in (folder, folder / "gmb") for name in (FILE, f"{FILE}.zip", "archive.zip")):
        if path.is_file():
            return path
    raise FileNotFoundError(f"{folder}: neither {FILE} nor {FILE}.zip there")


def document_of(number: int, words: list[str], tags: list[str]) -> GoldDocument:
    """A sentence as a text: its words with one space between, so that `text.split(" ")` has them back.

    >>> document_of(7, ["Mr.", "Blair", "left"], ["B-per", "I-per", "O"])
    GoldDocument(doc_id='7', text='Mr. Blair left', mentions=(Mention(start=0, end=9, label='per'),), concepts=())
    """
    bounds = _bounds(words)
    mentions = (Mention(bounds[first][0], bounds[end - 1][1], label) for first, end, label in spans_from_tags(tags))
    return GoldDocument(str(number), " ".join(words), tuple(mentions))


def word_bounds(text: str) -> list[tuple[int, int]]:
    """Where the words of the corpus lie in the text of a sentence.

    >>> word_bounds("U.S. troops left")
    [(0, 4), (5, 11), (12, 16)]
    """
    return _bounds(text.split(" "))


def _bounds(words: list[str]) -> list[tuple[int, int]]:
    ends = itertools.accumulate(len(word) + 1 for word in words)
    return [(end - len(word) - 1, end - 1) for word, end in zip(words, ends, strict=True)]


def read_sentences(path: pathlib.Path) -> Iterator[tuple[int, list[str], list[str]]]:
    """Number, words and tags of each sentence of `ner_dataset.csv`, plain or in a zip; the file is cp1252."""
    number = 0
    words: list[str] = []
    tags: list[str] = []
    with _open(path) as file:
        rows = csv.reader(file)
        if (header := next(rows, None)) != COLUMNS:
            raise ValueError(f"{path}: expected the columns {COLUMNS}, found {header}")
        for line, row in enumerate(rows, start=2):
            if len(row) != len(COLUMNS):
                raise ValueError(f"{path}:{line}: expected {len(COLUMNS)} fields, found {len(row)}: {row}")
            if row[0]:
                if words:
                    yield number, words, tags
                number, words, tags = int(row[0].removeprefix("Sentence: ")), [], []
            words.append(row[1])
            tags.append(row[3])
    if words:
        yield number, words, tags


def split_of(number: int) -> str:
    """The fixed split of a sentence, by its number."""
    return {0: "test", 9: "dev"}.get(number % 10, "train")


def _open(path: pathlib.Path) -> io.TextIOBase:
    if path.suffix == ".zip":
        return io.TextIOWrapper(zipfile.ZipFile(path).open(FILE), encoding="cp1252", newline="")
    return path.open(encoding="cp1252", newline="")


def _find_files(folder: pathlib.Path) -> list[pathlib.Path]:
    return [find_file(folder)]


CORPUS = KnownCorpus(
    name="gmb",
    labels=LABELS,
    licence="free to train on, not to be passed on",
    about="sentences of news with geo (places), tim (times), org (organisations), per (people), gpe (nationalities and "
    "states), art (works), eve (events) and nat (natural phenomena): the GMB-derived Annotated Corpus for NER",
    load=functools.partial(load_prepared, Gmb, _find_files),
    split_rule="by sentence number modulo ten: 0 test, 9 dev, the rest train",
    word_bounds=word_bounds,
    # What the predecessor of this project claimed, in percent; how it cut sentences and tokens is not known.
    claims={"padded_accuracy": 98.0},
)

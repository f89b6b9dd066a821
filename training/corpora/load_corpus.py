"""The gold documents of a corpus, by its name."""

import contextlib
import hashlib
import io
import pathlib
import sys
from typing import Any, cast

import tensorflow_datasets as tfds

from training.corpora import bc5cdr, gmb
from training.corpora.examples import read_split
from training.corpora.gold import GoldDocument, renamed
from training.corpora.related import SIX, find_related, load_related

BUILDERS: dict[str, Any] = {"gmb": gmb.Gmb, "bc5cdr": bc5cdr.Bc5cdr}
LABELS = {"gmb": gmb.LABELS, "bc5cdr": bc5cdr.LABELS, "biored": SIX}
CACHE = pathlib.Path(tfds.core.constants.DATA_DIR)


def load_corpus(name: str, split: str, data_dir: pathlib.Path, *, cache: pathlib.Path = CACHE) -> list[GoldDocument]:
    """The documents of a split (train, dev, test) of a corpus (gmb, bc5cdr), as published in `data_dir`.

    The TFDS data set is prepared on first use, in a folder of `cache` that is named after the content of the files.
    """
    if name == "biored":
        part = f"biored_{split}"
        return list(renamed(load_related(part, data_dir / "related"), find_related(part).labels))
    if name not in BUILDERS:
        raise ValueError(f"a corpus is one of {', '.join(BUILDERS)}. Received: name={name!r}")
    builder = BUILDERS[name](data_dir=cache / _digest(name, data_dir))
    config = tfds.download.DownloadConfig(manual_dir=data_dir, try_download_gcs=False)
    with contextlib.redirect_stdout(sys.stderr):  # standard output is the caller's, and TFDS talks
        builder.download_and_prepare(download_dir=cache / "downloads", download_config=config)
    if split not in builder.info.splits:
        raise ValueError(f"{data_dir} has of {name} only {', '.join(builder.info.splits)}. Received: split={split!r}")
    return read_split(builder, split)


def _digest(name: str, data_dir: pathlib.Path) -> str:
    """Names the files of a corpus by their content; raises FileNotFoundError rather than let TFDS download them."""
    files = [gmb.find_file(data_dir)] if name == "gmb" else bc5cdr.find_files(data_dir).values()
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(cast(io.BufferedIOBase, file), "sha256").digest())
    return digest.hexdigest()[:16]

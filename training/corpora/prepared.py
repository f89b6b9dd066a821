"""Corpora that TFDS prepares once, in a folder that is named after the content of their files."""

import contextlib
import hashlib
import io
import pathlib
import sys
import zipfile
from collections.abc import Callable, Iterable
from typing import Any, cast

import tensorflow_datasets as tfds

from training.corpora.examples import read_split
from training.corpora.gold import GoldDocument

CACHE = pathlib.Path(tfds.core.constants.DATA_DIR)
AnyPath = pathlib.Path | zipfile.Path


def load_prepared(
    builder: Any,
    find_files: Callable[[pathlib.Path], Iterable[AnyPath]],
    split: str,
    data_dir: pathlib.Path,
    cache: pathlib.Path,
) -> list[GoldDocument]:
    """The documents of a split of the data set that a builder class makes of the files in a folder.

    Raises FileNotFoundError where these are missing, rather than let TFDS download them.
    """
    made = builder(data_dir=cache / _digest(find_files(data_dir)))
    config = tfds.download.DownloadConfig(manual_dir=data_dir, try_download_gcs=False)
    with contextlib.redirect_stdout(sys.stderr):  # standard output is the caller's, and TFDS talks
        made.download_and_prepare(download_dir=cache / "downloads", download_config=config)
    if split not in made.info.splits:
        had = ", ".join(made.info.splits)
        raise ValueError(f"{data_dir} has of {made.name} only {had}. Received: split={split!r}")
    return read_split(made, split)


def _digest(files: Iterable[AnyPath]) -> str:
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(cast(io.BufferedIOBase, file), "sha256").digest())
    return digest.hexdigest()[:16]

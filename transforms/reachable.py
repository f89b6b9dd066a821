"""Which paths can be opened at all, and what is missing where they cannot."""

import os
import stat
from importlib import import_module

from apache_beam.io.filesystem import BeamIOError
from apache_beam.io.filesystems import FileSystems

from ner_model.errors import Refused
from transforms.storage import is_local

_EXTRAS = {"gs": "gcp", "s3": "s3"}


def check_scheme(path: str) -> None:
    """Raises Refused, with what helps, for a storage that Beam cannot reach here."""
    scheme = FileSystems.get_scheme(path)
    if scheme in ("http", "https", "ftp"):
        remedy = "download it first, for example by curl, or pipe it in: curl URL | python -m jobs.tag_corpus --input=-"
        raise Refused("files are not fetched from the web", where=path, remedy=remedy)
    extra = _EXTRAS.get(scheme or "")
    try:
        FileSystems.get_filesystem(path)
        if scheme == "s3":
            import_module("boto3")  # without which Beam has the file system all the same
    except (BeamIOError, ImportError, ValueError) as error:
        remedy = f"pip install 'literature-tagger[{extra}]'" if extra else "copy the files to a disk first"
        raise Refused(f"{scheme}:// cannot be read here", where=path, remedy=remedy) from error


def check_is_file(path: str) -> None:
    """Raises OSError for a pipe or a socket on a disk, which might be waited for without end."""
    if not is_local(path):
        return
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  # the path may be no Unicode
    except OSError as error:  # a link to itself, a name that is too long, ...
        raise FileNotFoundError(str(error)) from error
    if stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(f"{path} is a folder")
    raise FileNotFoundError(f"{path} is a pipe, a socket or a device, and no file")

"""Files in S3, by the methods of Beam's file systems that `storage` calls.

Beam's own file system of S3 makes a client for each call, writes no empty object, and completes one that is half
written when the work that writes it fails.
"""

import errno
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from tempfile import NamedTemporaryFile
from typing import Any

from transforms.errors import StoreFailed
from transforms.s3.objects import Taken, client, errors_of, place_of

_BUFFER = 4 << 20
_DELETED_TOGETHER = 1000  # more, S3 does not take
_TRIES = 5


class S3Files:
    """Objects by their paths, `s3://BUCKET/KEY`."""

    def list_files(self, folder: str) -> dict[str, int]:
        """Size in bytes of every object below a folder; those that stand for folders are no files."""
        bucket = place_of(f"{folder}/")["Bucket"]
        objects = (each for page in self._pages(folder) for each in page.get("Contents", ()))
        return {f"s3://{bucket}/{each['Key']}": each["Size"] for each in objects if not each["Key"].endswith("/")}

    def list_names(self, folder: str) -> list[str]:
        """Names of the objects in a folder, and of the folders in which there are some."""
        keys = set[str]()
        for page in self._pages(folder, Delimiter="/"):
            keys |= {each["Key"] for each in page.get("Contents", ()) if not each["Key"].endswith("/")}
            keys |= {each["Prefix"] for each in page.get("CommonPrefixes", ())}
        return sorted(key.rstrip("/").rpartition("/")[2] for key in keys)

    def exists(self, path: str) -> bool:
        with suppress(FileNotFoundError):
            return bool(_head(path))
        return False

    def size(self, path: str) -> int:
        return int(_head(path)["ContentLength"])

    def last_updated(self, path: str) -> float:
        return float(_head(path)["LastModified"].timestamp())

    def checksum(self, path: str) -> str:
        return str(_head(path)["ETag"])

    def open(self, path: str, **_: object) -> io.BufferedReader:
        return io.BufferedReader(_Download(path), _BUFFER)

    def create(self, path: str, **_: object) -> io.BufferedWriter:
        """An object for writing: there once it is closed, and never there if what writes it fails."""
        return _Upload(path)

    def delete(self, paths: Sequence[str]) -> None:
        """Objects of one bucket; one that does not exist is no error."""
        for first in range(0, len(paths), _DELETED_TOGETHER):
            places = list(map(place_of, paths[first : first + _DELETED_TOGETHER]))
            objects = {"Objects": [{"Key": place["Key"]} for place in places], "Quiet": True}
            with errors_of(paths[first]):
                answer = client().delete_objects(Bucket=places[0]["Bucket"], Delete=objects)
            if errors := answer.get("Errors"):
                raise StoreFailed(
                    errno.EIO, f"{len(errors)} objects could not be removed, first {errors[0]}", paths[first]
                )

    def rename(self, sources: Sequence[str], targets: Sequence[str]) -> None:
        """Copies all, and then removes what was copied."""
        for source, target in zip(sources, targets, strict=True):
            with errors_of(source):
                client().copy(place_of(source), *place_of(target).values())
        self.delete(sources)

    def _pages(self, folder: str, **more: str) -> Iterator[dict[str, Any]]:
        place = place_of(f"{folder}/")
        with errors_of(folder):
            yield from (
                client().get_paginator("list_objects_v2").paginate(Bucket=place["Bucket"], Prefix=place["Key"], **more)
            )


def _head(path: str) -> dict[str, Any]:
    with errors_of(path):
        return dict(client().head_object(**place_of(path)))


class _Download(io.RawIOBase):
    """An object as it was when it was opened, read in stretches that are asked for again where a connection breaks."""

    def __init__(self, path: str):
        head = _head(path)
        self._path, self._size, self._tag, self._at = path, head["ContentLength"], head["ETag"], 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + (0, self._at, self._size)[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        data = self._read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def readall(self) -> bytes:
        return self._read(self._size)

    def _read(self, most: int) -> bytes:
        end = min(self._at + most, self._size)
        data = self._stretch(end) if self._at < end else b""
        self._at += len(data)
        return data

    def _stretch(self, end: int) -> bytes:
        from botocore.exceptions import HTTPClientError

        where = {**place_of(self._path), "Range": f"bytes={self._at}-{end - 1}", "IfMatch": self._tag}
        for tries_left in reversed(range(_TRIES)):
            try:
                with errors_of(self._path):
                    return bytes(client().get_object(**where)["Body"].read())
            except Taken as error:
                raise FileNotFoundError(errno.ENOENT, "written anew while it was read", self._path) from error
            except StoreFailed as error:
                if not (tries_left and isinstance(error.__cause__, HTTPClientError)):
                    raise
        raise AssertionError("the last try returns or raises")


class _Upload(io.BufferedWriter):
    """Bytes in a temporary file, until they are sent as one object."""

    def __init__(self, path: str):
        self._path = path
        self._local = NamedTemporaryFile()  # noqa: SIM115 - closed with this
        super().__init__(io.FileIO(self._local.name, "w"))

    def close(self) -> None:
        if self.closed:
            return
        super().close()
        with self._local, errors_of(self._path):
            client().upload_file(self._local.name, *place_of(self._path).values())

    def __exit__(self, kind: object, *error: object) -> None:
        self._drop() if kind else self.close()

    def __del__(self) -> None:
        """What nobody has closed belonged to work that has failed."""
        self._drop()

    def _drop(self) -> None:
        if not self.closed:
            super().close()
            self._local.close()

"""S3 by boto3, which the extra `s3` brings: how it is reached, and objects written only if nobody else was first.

The options, such as `--s3_endpoint_url`, are those that Beam's own file system of S3 has been given.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any, NamedTuple

from apache_beam.io.aws.s3io import parse_s3_path
from apache_beam.io.filesystems import FileSystems
from apache_beam.options.pipeline_options import PipelineOptions, S3Options

from transforms.errors import StoreFailed

_NO_OPTIONS = PipelineOptions([])
_ABSENT = ("404", "NoSuchKey")
_TAKEN = ("412", "PreconditionFailed", "ConditionalRequestConflict")


class Patience(NamedTuple):
    """Seconds that an answer is waited for, and how often a store is asked that is busy or does not answer."""

    seconds: float
    tries: int


PATIENT = Patience(60, 10)
QUICK = Patience(2, 3)  # less than ten seconds in all


class Found(NamedTuple):
    """An object: its content, the tag that changes whenever it is written, and its age by the clock of the store."""

    content: bytes
    tag: str
    seconds: float


class Taken(OSError):
    """Somebody else has written an object."""


def is_s3(path: str) -> bool:
    """
    >>> is_s3("s3://bucket/annotations"), is_s3("annotations")
    (True, False)
    """
    return bool(FileSystems.get_scheme(path) == "s3")


def read(path: str, patience: Patience = PATIENT) -> Found | None:
    """A small object with what is known of it; None if there is none."""
    try:
        with errors_of(path):
            answer = client(patience).get_object(**place_of(path))
            content = answer["Body"].read()
    except FileNotFoundError:
        return None
    now = parsedate_to_datetime(answer["ResponseMetadata"]["HTTPHeaders"]["date"])
    return Found(content, answer["ETag"], (now - answer["LastModified"]).total_seconds())


def write_if(path: str, content: bytes, tag: str | None, patience: Patience = PATIENT) -> str | None:
    """Writes an object if the one that is there has this tag, or if there is none for None; returns the new tag.

    None, and nothing is written, if somebody else was first. The content must not be that of anybody else: a write
    whose answer was lost is repeated, and known by what it wrote.
    """
    condition = {"IfMatch": tag} if tag else {"IfNoneMatch": "*"}
    try:
        with errors_of(path):
            return str(client(patience).put_object(**place_of(path), Body=content, **condition)["ETag"])
    except (FileNotFoundError, Taken):
        found = read(path, patience)
    return found.tag if found and found.content == content else None


def remove_if(path: str, tag: str) -> None:
    """Removes an object that has this tag, and leaves any other."""
    with suppress(FileNotFoundError, Taken), errors_of(path):
        client(QUICK).delete_object(**place_of(path), IfMatch=tag)


def client(patience: Patience = PATIENT) -> Any:
    """boto3's client, one for each process, as threads may share it."""
    return _client_of(FileSystems._pipeline_options or _NO_OPTIONS, patience)


@lru_cache(2)
def _client_of(options: PipelineOptions, patience: Patience) -> Any:
    import boto3
    from botocore.config import Config

    s3 = options.view_as(S3Options)
    retries = {"mode": "standard", "total_max_attempts": patience.tries}
    return boto3.session.Session().client(
        "s3",
        region_name=s3.s3_region_name,
        api_version=s3.s3_api_version,
        use_ssl=not s3.s3_disable_ssl,
        verify=s3.s3_verify,
        endpoint_url=s3.s3_endpoint_url,
        aws_access_key_id=s3.s3_access_key_id,
        aws_secret_access_key=s3.s3_secret_access_key,
        aws_session_token=s3.s3_session_token,
        config=Config(connect_timeout=patience.seconds, read_timeout=patience.seconds, retries=retries),
    )


def place_of(path: str) -> dict[str, str]:
    """
    >>> place_of("s3://bucket/annotations/runs/R1.json")
    {'Bucket': 'bucket', 'Key': 'annotations/runs/R1.json'}
    """
    bucket, key = parse_s3_path(path, object_optional=True)
    return {"Bucket": bucket, "Key": key}


@contextmanager
def errors_of(path: str) -> Iterator[None]:
    """Raises what boto3 raises as errors of files, whose numbers say that the store is to blame, and not the data."""
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        code = error.response["Error"]["Code"] if isinstance(error, ClientError) else ""
        if code in _ABSENT:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path) from error
        if code in _TAKEN:
            raise Taken(errno.EEXIST, str(error), path) from error
        raise StoreFailed(errno.EIO, str(error), path) from error

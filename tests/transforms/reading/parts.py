"""A file in parts, held against the file as a whole."""

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from transforms.reading.bytes.extent import WHOLE
from transforms.reading.read_file import read_file, read_part
from transforms.reading.record import ReadOptions
from transforms.reading.split_files import cut_file, number_parts, survey_part
from transforms.records import InputFile

EXAMPLES = settings(
    max_examples=2000 if "THOROUGH" in os.environ else 100,
    deadline=None,  # whether the records are the same is all that counts here
    suppress_health_check=[HealthCheck.too_slow],
)
SIZES = st.integers(1, 100)
MARK = b"\xef\xbb\xbf"
ODD = [b"\n", b"\r\n", b"\r", b" ", b"\xc3\xa9", b"\xf0\x9f\x98\x80", b"\xff", MARK, b"x" * 150]


def in_parts(file, options):
    """Records of all parts, and how many parts there are."""
    parts = cut_file(file, options)
    numbered = list(number_parts([survey_part(part, read_part(part, options)) for part in reversed(parts)]))
    assert [part.extent[:2] for part in numbered] in ([part.extent[:2] for part in parts], [WHOLE[:2]])
    return [record for part in numbered for record in read_part(part, options)], len(parts)


def check(data, size, format=None, **options):
    """Compares the two ways to read the bytes; returns the number of parts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "input")
        path.write_bytes(data)
        file, options = InputFile(str(path), format), ReadOptions(part_bytes=size, **options)
        found, parts = in_parts(file, options)
        assert found == list(read_file(file, options))
        return parts


def pieces(*most):
    return st.lists(st.sampled_from([*most * 3, *ODD]), max_size=40).map(b"".join)

import gzip

import pytest

from ner_model.errors import Refused
from transforms.terminologies.lines import lines_of


def test_gzip_is_known_by_its_content(tmp_path):
    path = tmp_path / "names"
    path.write_bytes(gzip.compress("\ufeffzinc\r\nβ\n".encode()))
    assert list(lines_of(path)) == ["zinc", "β"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "names: the file is empty"),
        (b"zinc\nl\xe4ad\n", "names:2: not UTF-8; convert the file to UTF-8. Received: b'\\xe4ad\\n'"),
        (gzip.compress(b"zinc\n" * 99, mtime=0)[:-9], "names: not a whole gzip file"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, content, reason):
    path = tmp_path / "names"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        list(lines_of(path))
    assert reason in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="cannot be read"):
        list(lines_of(tmp_path / "none"))

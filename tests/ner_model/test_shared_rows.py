import logging
import os
import stat

import numpy as np
import pytest

from ner_model import shared_rows as module
from ner_model.shared_rows import CACHE, FOLDER, shared_rows

PARTS = [np.arange(6, dtype=np.int16).reshape(2, 3), np.full((1, 3), -7, np.int16)]
ROWS = [[0, 1, 2], [3, 4, 5], [-7, -7, -7]]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE, str(tmp_path))
    module._tell_once.cache_clear()
    return tmp_path / FOLDER


@pytest.fixture
def made():
    """A list that gets a number each time that rows are made."""
    return []


@pytest.fixture
def rows(folder, made):
    return lambda: shared_rows("name", (3, 3), lambda: made.append(1) or iter(PARTS))


def test_rows_are_made_once_and_mapped_to_be_read(rows, made, folder):
    for _ in range(3):
        assert rows().tolist() == ROWS
        assert not rows().flags.writeable
    assert len(made) == 1
    assert [path.name for path in folder.iterdir()] == ["name.rows"]


def test_nobody_else_may_read_or_write_what_is_kept(rows, folder):
    rows()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "name.rows")] == [0o700, 0o600]


@pytest.mark.parametrize("damage", [b"", b"\0" * 50, b"\1" + b"\0" * 49, b"\0" * 5_000])
def test_a_damaged_file_is_made_anew(rows, made, folder, damage):
    rows()
    (folder / "name.rows").write_bytes(damage)
    assert rows().tolist() == ROWS
    assert rows().tolist() == ROWS
    assert len(made) == 2


def test_a_single_bit_is_noticed(rows, made, folder):
    rows()
    content = bytearray((folder / "name.rows").read_bytes())
    content[4] ^= 1
    (folder / "name.rows").write_bytes(content)
    assert rows().tolist() == ROWS
    assert len(made) == 2


def test_a_file_that_others_could_have_written_is_neither_used_nor_touched(rows, folder, caplog):
    rows()
    path = folder / "name.rows"
    path.write_bytes(b"theirs")
    path.chmod(0o666)
    assert rows().tolist() == ROWS
    assert path.read_bytes() == b"theirs"
    assert "others than this user may write to it: this process keeps rows of words of its own" in caplog.text


def test_a_link_is_not_followed(rows, folder, tmp_path):
    rows()
    (folder / "name.rows").rename(tmp_path / "elsewhere")
    (folder / "name.rows").symlink_to(tmp_path / "elsewhere")
    assert rows().tolist() == ROWS
    assert (folder / "name.rows").is_symlink()


def test_of_two_that_make_it_at_once_the_first_one_wins(folder):
    def overtaken():
        shared_rows("name", (3, 3), lambda: iter(PARTS))
        inodes.append((folder / "name.rows").stat().st_ino)
        return iter(PARTS)

    inodes = []
    assert shared_rows("name", (3, 3), overtaken).tolist() == ROWS
    assert (folder / "name.rows").stat().st_ino == inodes[0]


@pytest.mark.parametrize("where", ["a file", "no home"])
def test_where_nothing_can_be_kept_rows_are_the_process_s_own(tmp_path, monkeypatch, caplog, where):
    module._tell_once.cache_clear()
    if where == "a file":
        (tmp_path / "file").write_bytes(b"")
        monkeypatch.setenv(CACHE, str(tmp_path / "file"))
    else:
        monkeypatch.delenv(CACHE)
        monkeypatch.setattr(module.pathlib.Path, "home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            assert shared_rows("name", (3, 3), lambda: iter(PARTS)).tolist() == ROWS
    assert len(caplog.messages) == 1


def test_other_names_and_shapes_are_other_rows(rows):
    rows()
    assert shared_rows("other", (1, 3), lambda: iter(PARTS[1:])).tolist() == ROWS[2:]
    assert shared_rows("name", (1, 3), lambda: iter(PARTS[1:])).tolist() == ROWS[2:]


def test_a_full_disk_leaves_nothing_behind(rows, folder, monkeypatch):
    def full(*_):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(module.os, "link", full)
    assert rows().tolist() == ROWS
    assert list(folder.iterdir()) == []

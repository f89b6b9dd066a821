import os
import time

import pytest

from ner_model.errors import Refused
from tests import object_store
from transforms.storage import write_text
from transforms.stores import map_file as module
from transforms.stores.map_file import map_file

PATH = "mem://bucket/out/index.arrow"


@pytest.fixture
def fetched(monkeypatch, tmp_path):
    """The folder to which files are fetched, and the paths that were."""
    monkeypatch.setattr(object_store, "OBJECTS", {})
    monkeypatch.setattr(module.tempfile, "tempdir", str(tmp_path))
    paths, fetch = [], module._fetch

    def counted(path, target):
        paths.append(path)
        fetch(path, target)

    monkeypatch.setattr(module, "_fetch", counted)
    return tmp_path / f"literature-tagger-{os.getuid()}", paths


def test_a_file_of_a_disk_is_mapped_where_it_lies(tmp_path, fetched):
    (tmp_path / "file").write_bytes(b"rows")
    assert map_file(str(tmp_path / "file")).to_pybytes() == b"rows"
    assert fetched[1] == []


def test_a_file_of_an_object_store_is_fetched_once(fetched):
    write_text(PATH, "rows")
    assert [map_file(PATH).to_pybytes() for _ in range(3)] == [b"rows"] * 3
    assert fetched[1] == [PATH]


def test_a_file_that_was_written_anew_is_fetched_anew(fetched):
    for text in ("old", "new"):
        write_text(PATH, text)
        assert map_file(PATH).to_pybytes() == text.encode()
    assert fetched[1] == [PATH, PATH]


def test_what_was_not_used_for_long_goes(fetched):
    folder, _ = fetched
    write_text(PATH, "rows")
    map_file(PATH)
    (old,) = (file for file in folder.iterdir() if file.name != ".lock")
    os.utime(old, (0, time.time() - 9 * 24 * 3600))
    write_text("mem://bucket/out/other", "rows")
    mapped = map_file("mem://bucket/out/other")
    assert not old.exists()
    assert mapped.to_pybytes() == b"rows"


def test_a_folder_of_somebody_else_is_not_used(fetched, monkeypatch):
    write_text(PATH, "rows")
    map_file(PATH)
    folder = fetched[0].rename(fetched[0].with_name("elsewhere"))
    fetched[0].symlink_to(folder)
    with pytest.raises(Refused, match="belongs to somebody else"):
        map_file(PATH)

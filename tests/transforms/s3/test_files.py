import pytest

from transforms import storage
from transforms.errors import StoreFailed
from transforms.reading.record import is_of_storage
from transforms.s3 import objects as module
from transforms.s3.objects import Patience

OUT = "s3://bucket/out"


def write(path, content=b"rows"):
    with storage.create_file(path) as file:
        file.write(content)


def test_files_are_listed_with_their_sizes_at_any_depth(s3):
    write(f"{OUT}/a/b/c", b"123")
    write(f"{OUT}/d", b"")
    write("s3://bucket/outside")
    assert storage.list_files(OUT) == {f"{OUT}/a/b/c": 3, f"{OUT}/d": 0}
    assert storage.list_names(OUT) == ["a", "d"]


def test_an_object_that_stands_for_a_folder_is_no_file(s3):
    write(f"{OUT}/", b"")
    assert storage.list_files(OUT) == {}
    assert storage.list_names(OUT) == []


def test_a_folder_that_does_not_exist_holds_nothing(s3):
    assert storage.list_files(OUT) == {}
    assert storage.list_names(OUT) == []


def test_a_file_is_read_as_it_was_written_from_anywhere(s3):
    content = bytes(range(256)) * 40_000
    write(f"{OUT}/a", content)
    with storage.open_file(f"{OUT}/a") as file:
        assert file.read(10) == content[:10]
        file.seek(-5, 2)
        assert file.read() == content[-5:]
        file.seek(3)
        assert file.read() == content[3:]


def test_a_file_is_there_once_it_is_closed(s3):
    file = storage.create_file(f"{OUT}/a")
    file.write(b"rows")
    assert not storage.exists(f"{OUT}/a")
    file.close()
    assert storage.size_of(f"{OUT}/a") == 4


def test_of_work_that_fails_there_is_no_file(s3):
    def fail():
        with storage.create_file(f"{OUT}/a") as file:
            file.write(b"half of the rows")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    storage.create_file(f"{OUT}/b").write(b"never closed")
    assert s3.keys() == []


def test_a_file_that_does_not_exist_cannot_be_opened(s3):
    with pytest.raises(FileNotFoundError, match="s3://bucket/out/none"):
        storage.open_file(f"{OUT}/none")


@pytest.mark.parametrize("fault", ["busy", "broken"])
def test_a_store_that_fails_for_good_is_an_error_with_a_number_so_that_no_reader_takes_it_for_damage(
    s3, monkeypatch, fault
):
    monkeypatch.setattr(module.client, "__defaults__", (Patience(1, 2),))
    write(f"{OUT}/a")
    with storage.open_file(f"{OUT}/a") as file:
        s3.behave(**{fault: 1})
        with pytest.raises(StoreFailed, match="s3://bucket/out/a") as failed:
            file.read()
    assert is_of_storage(failed.value)


def test_removing_what_is_not_there_is_no_error(s3):
    storage.remove_file(f"{OUT}/none")
    storage.remove_folder(f"{OUT}/none")
    assert s3.keys() == []


def test_a_moved_folder_lies_elsewhere_and_moving_it_can_be_repeated(s3):
    write(f"{OUT}/a/b/c")
    for _ in range(2):
        storage.move_folder(f"{OUT}/a", f"{OUT}/d")
    assert s3.keys() == ["out/d/b/c"]


@pytest.mark.slow
def test_a_busy_store_and_broken_connections_are_asked_again(s3):
    s3.behave(busy=5, broken=4)
    for number in range(4):
        write(f"{OUT}/a/{number}", b"rows" * number)
    storage.move_folder(f"{OUT}/a", f"{OUT}/b")
    assert storage.list_files(f"{OUT}/b") == {f"{OUT}/b/{number}": 4 * number for number in range(4)}
    for number in range(4):
        with storage.open_file(f"{OUT}/b/{number}") as file:
            assert file.read() == b"rows" * number
    assert min(s3.counts()["busy"], s3.counts()["broken"]) > 2


def test_files_that_a_late_list_lacks_are_moved_if_they_are_named(s3):
    s3.behave(late=60)
    write(f"{OUT}/a/new")
    storage.move_folder(f"{OUT}/a", f"{OUT}/b", ["new", "moved before"])
    assert s3.keys() == ["out/b/new"]


def test_files_that_a_late_list_still_has_are_no_error(s3):
    write(f"{OUT}/a/moved")
    write(f"{OUT}/a/other")
    s3.save()
    s3.restore()
    s3.behave(late=60)
    storage.move_file(f"{OUT}/a/moved", f"{OUT}/b/moved")
    storage.move_folder(f"{OUT}/a", f"{OUT}/b")
    storage.remove_folder(f"{OUT}/a")
    assert s3.keys() == ["out/b/moved", "out/b/other"]


def test_sizes_of_files_that_a_late_list_lacks_are_known(s3):
    s3.behave(late=60)
    write(f"{OUT}/a", b"123")
    assert storage.sizes_of([f"{OUT}/a", f"{OUT}/none"], OUT) == {f"{OUT}/a": 3, f"{OUT}/none": None}


@pytest.mark.parametrize(("before", "is_written"), [("S1", True), (None, False), ("S0", False)])
def test_a_text_is_replaced_where_it_is_the_one_that_was_expected(s3, before, is_written):
    storage.write_text(f"{OUT}/CURRENT", "S1\n")
    assert storage.replace_text(f"{OUT}/CURRENT", "S2\n", before) is is_written
    with storage.open_file(f"{OUT}/CURRENT") as file:
        assert file.read() == (b"S2\n" if is_written else b"S1\n")


def test_a_text_is_replaced_once_however_often_that_is_repeated(s3):
    assert [storage.replace_text(f"{OUT}/CURRENT", "S1\n", None) for _ in range(2)] == [True, True]

from transforms import storage


def test_list_files_gives_sizes_at_any_depth(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / ".hidden").write_bytes(b"12")
    (tmp_path / "b").write_bytes(b"123")
    assert storage.list_files(str(tmp_path)) == {f"{tmp_path}/a/.hidden": 2, f"{tmp_path}/b": 3}


def test_a_folder_that_does_not_exist_holds_nothing(tmp_path):
    assert storage.list_files(f"{tmp_path}/none") == {}
    assert storage.list_names(f"{tmp_path}/none") == []


def test_write_json_leaves_one_file(tmp_path):
    storage.write_json(f"{tmp_path}/new/a.json", {"text": "β\ud800"})
    assert storage.list_names(f"{tmp_path}/new") == ["a.json"]
    assert storage.read_json(f"{tmp_path}/new/a.json", dict[str, str]) == {"text": "β\ud800"}


def test_a_file_is_stored_as_it_is_whatever_its_name(tmp_path):
    with storage.create_file(f"{tmp_path}/a.gz") as file:
        file.write(b"plain")
    assert (tmp_path / "a.gz").read_bytes() == b"plain"


def test_removing_what_is_not_there_is_no_error(tmp_path):
    storage.remove_file(f"{tmp_path}/none")
    storage.remove_folder(f"{tmp_path}/none")


def test_move_folder_can_be_repeated(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_text("rows")
    for _ in range(2):
        storage.move_folder(f"{tmp_path}/a", f"{tmp_path}/table/b")
    assert (tmp_path / "table" / "b" / "file").read_text() == "rows"
    assert storage.list_names(str(tmp_path)) == ["table"]

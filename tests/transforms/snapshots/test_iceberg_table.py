import pytest

from tests.transforms.snapshots.test_delta_table import publish
from transforms.snapshots import iceberg_table
from transforms.snapshots.iceberg_table import open_catalogue, write_iceberg

pytest.importorskip("pyiceberg")


def table_of(output, name="entities"):
    return open_catalogue(str(output)).load_table(("annotations", name))


def texts(output, tag=None, name="entities"):
    table = table_of(output, name)
    number = table.snapshot_by_name(tag).snapshot_id if tag else None
    return table.scan(snapshot_id=number).to_arrow()["text"].to_pylist()


def tags(output, name="entities"):
    return sorted(set(table_of(output, name).metadata.refs) - {"main"})


@pytest.fixture
def output(tmp_path):
    for snapshot_id, word in {"S1": "Zinc", "S2": "Lead"}.items():
        publish(tmp_path, snapshot_id, word)
        write_iceberg(str(tmp_path), snapshot_id, keep=3)
    return tmp_path


def test_the_newest_rows_are_those_of_the_last_snapshot_and_a_tag_has_those_of_each(output):
    assert texts(output) == texts(output, "S2") == ["Lead"]
    assert texts(output, "S1") == ["Zinc"]
    assert texts(output, "S1", "documents") == ["Zinc x."]


def test_a_snapshot_is_written_once(output):
    before = [each.snapshot_id for each in table_of(output).snapshots()]
    write_iceberg(str(output), "S2", keep=3)
    assert [each.snapshot_id for each in table_of(output).snapshots()] == before


def test_files_go_that_no_kept_snapshot_needs(output):
    write_iceberg(str(output), "S2", keep=1)
    for name in ("entities", "documents"):
        assert len(list((output / "iceberg" / name).rglob("*.parquet"))) == 1
    assert (tags(output), texts(output, "S2")) == (["S2"], ["Lead"])
    for number in range(3, 10):
        publish(output, f"S{number}", "Iron")
        write_iceberg(str(output), f"S{number}", keep=2)
    assert (tags(output), texts(output, "S9")) == (["S8", "S9"], ["Iron"])
    assert len(list((output / "iceberg" / "entities").rglob("*"))) < 25


@pytest.mark.parametrize("step", ["_replace_rows", "_forget", "_remove_unused"])
def test_what_was_interrupted_is_finished_by_the_next_call(output, monkeypatch, step):
    publish(output, "S3", "Iron")
    whole = getattr(iceberg_table, step)

    def fail_at_documents(table, *more):
        if table.name()[1] == "documents":
            raise OSError("no room")
        whole(table, *more)

    monkeypatch.setattr(iceberg_table, step, fail_at_documents)
    with pytest.raises(OSError, match="no room"):
        write_iceberg(str(output), "S3", keep=2)
    assert texts(output, "S2") + texts(output, "S2", "documents") == ["Lead", "Lead x."]
    monkeypatch.undo()
    write_iceberg(str(output), "S3", keep=2)
    assert texts(output, "S3") + texts(output, "S3", "documents") == ["Iron", "Iron x."]
    assert tags(output) == tags(output, "documents") == ["S2", "S3"]


def test_a_commit_that_was_killed_before_its_tag_is_not_written_again(output):
    table = table_of(output)
    table.manage_snapshots().remove_tag("S2").commit()
    write_iceberg(str(output), "S2", keep=3)
    assert tags(output) == ["S1", "S2"]
    assert table_of(output).snapshot_by_name("S2").snapshot_id == table.current_snapshot().snapshot_id

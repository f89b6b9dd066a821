"""What is damaged is named in one line with what to do; nothing is published."""

import json
import shutil

import pytest

from jobs import compact_annotations, tag_corpus
from ner_model import tagger
from tests import stub_tagger
from transforms.snapshots.snapshots import current_snapshot


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    """A folder with the output of one night, without a snapshot."""
    folder = tmp_path_factory.mktemp("night")
    records = [{"id": f"d{number}", "text": f"Zinc helps Rat {number}."} for number in range(2_000)]
    (folder / "in.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tagger, "load", stub_tagger.load)
        assert tag(folder, folder / "out") == 0
    return folder


@pytest.fixture
def output(night, tmp_path):
    """A copy of the output, to be damaged."""
    return shutil.copytree(night / "out", tmp_path / "out")


def tag(folder, output):
    return tag_corpus.main([f"--input={folder}/in.jsonl", f"--output={output}", "--incremental"])


def said_by_compaction(output, capsys):
    """The one line of a compaction that is refused."""
    capsys.readouterr()
    assert compact_annotations.main([f"--output={output}"]) == 2
    assert current_snapshot(str(output)) is None
    (line,) = capsys.readouterr().err.splitlines()
    return line


def file_of(output, table):
    (path,) = (output / table).glob("run=*/*.parquet")
    return path


def record_of(output):
    (path,) = (output / "runs").iterdir()
    return path


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000, "\x00\x00", '{"run_id": "R1"}'])
def test_a_record_that_is_torn_or_garbage(output, capsys, text):
    record_of(output).write_text(text)
    line = said_by_compaction(output, capsys)
    assert f"{record_of(output)}: damaged or of another kind" in line
    assert f"remove {record_of(output)}, and the next run with --incremental tags its inputs again" in line


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [("inputs", 7, "$.inputs"), ("tokens_per_second", "many", "$.tokens_per_second"), ("model", {}, "$.model")],
)
def test_a_field_of_another_type_is_named(output, capsys, field, value, place):
    record = json.loads(record_of(output).read_text())
    record_of(output).write_text(json.dumps(record | {field: value}))
    assert place in said_by_compaction(output, capsys)


def test_a_record_of_a_later_version(output, capsys):
    record = json.loads(record_of(output).read_text())
    record_of(output).write_text(json.dumps(record | {"schema_version": "99"}))
    line = said_by_compaction(output, capsys)
    assert "expected a schema_version of ('1', '2')" in line
    assert "Received: '99'" in line


def test_a_record_without_what_later_versions_added_is_read(output):
    record = json.loads(record_of(output).read_text())
    later = ("files", "settings", "counters", "documents_by_worker", "started", "runner")
    record_of(output).write_text(json.dumps({name: value for name, value in record.items() if name not in later}))
    assert compact_annotations.main([f"--output={output}"]) == 0


@pytest.mark.parametrize("table", ["documents", "entities"])
def test_a_file_that_is_missing(output, capsys, table):
    path = file_of(output, table)
    path.unlink()
    assert f"{path}: missing; remove {record_of(output)}" in said_by_compaction(output, capsys)


def test_a_file_that_was_cut(output, capsys):
    path = file_of(output, "documents")
    path.write_bytes(path.read_bytes()[:-100])
    assert f"{path}: " in (line := said_by_compaction(output, capsys))
    assert "bytes long where" in line


def test_a_file_that_is_garbage_of_the_same_length(output, capsys):
    path = file_of(output, "documents")
    path.write_bytes(b"x" * path.stat().st_size)
    assert f"{path}: no Parquet file" in said_by_compaction(output, capsys)


def test_a_file_that_is_damaged_in_its_midst(output, capsys):
    path = file_of(output, "documents")
    content = bytearray(path.read_bytes())
    content[1_000:9_000] = b"x" * 8_000
    path.write_bytes(content)
    assert f"{path}: damaged" in said_by_compaction(output, capsys)


def test_the_remedy_works(output, night):
    file_of(output, "documents").unlink()
    record_of(output).unlink()
    assert tag(night, output) == 0
    assert compact_annotations.main([f"--output={output}"]) == 0

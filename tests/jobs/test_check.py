"""What is wrong with an output is said file by file; what was set aside is tagged again by the next night."""

import json
import random
import shutil

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from jobs import check, compact_annotations, tag_corpus
from ner_model import tagger
from tests import stub_tagger
from tests.conformance.tables import rows_of


@pytest.fixture(scope="module")
def nights(tmp_path_factory):
    """A folder with inputs, and with the output of two nights and their snapshot."""
    folder = tmp_path_factory.mktemp("nights")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tagger, "load", stub_tagger.load)
        for name in ("a", "b"):
            records = [{"id": f"{name}{number}", "text": f"Zinc helps Rat {number}."} for number in range(300)]
            (folder / f"{name}.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records) + "{\n")
            assert tag(folder, folder / "out") == 0
        assert compact_annotations.main([f"--output={folder}/out"]) == 0
    return folder


@pytest.fixture
def output(nights, tmp_path):
    """A copy of the output, to be damaged."""
    return shutil.copytree(nights / "out", tmp_path / "out")


def tag(folder, output):
    return tag_corpus.main([f"--input={folder}/*.jsonl", f"--output={output}", "--incremental"])


def run_ids(output):
    return sorted(path.stem for path in (output / "runs").iterdir())


def file_of(output, table, run=0):
    (path,) = (output / table).glob(f"run={run_ids(output)[run]}/*.parquet")
    return path


def faults(output, capsys):
    """The files that are wrong, with what is said of each."""
    capsys.readouterr()
    code = check.main([f"--output={output}"])
    lines = [line.removeprefix("wrong     ") for line in capsys.readouterr().out.splitlines() if line[:5] == "wrong"]
    assert code == (2 if lines else 0)
    return dict(line.removeprefix(f"{output}/").split(": ", 1) for line in lines)


def rewrite(output, table, change):
    """Changes the rows of the first run as somebody does who writes the file anew, and signs the record again."""
    path = file_of(output, table)
    with pq.ParquetFile(path) as file:
        rows = change(file.read())
    pq.write_table(rows, path)
    record_path = output / "runs" / f"{run_ids(output)[0]}.json"
    record = json.loads(record_path.read_text())
    for file in record["files"]:
        if file["table"] == table:
            file |= {"bytes": path.stat().st_size, "sha256": "", "rows": rows.num_rows}
    record_path.write_text(json.dumps(record))
    return path.relative_to(output)


def with_column(name, change):
    def changed(rows):
        values = rows[name].to_pylist()
        values[7] = change(values[7])
        column = pa.array(values, rows.schema.field(name).type)
        return rows.set_column(rows.column_names.index(name), rows.schema.field(name), column)

    return changed


def test_an_output_that_is_whole(output, capsys):
    assert faults(output, capsys) == {}
    assert not (output / ".staging").exists()


def test_there_is_no_such_output(tmp_path, capsys):
    assert check.main([f"--output={tmp_path}/none"]) == 2
    assert "there is no output" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("table", ["documents", "entities", "dead_letters"])
def test_any_byte_of_a_table_that_has_changed(output, capsys, table):
    path = file_of(output, table)
    content = bytearray(path.read_bytes())
    content[random.Random(table).randrange(len(content))] ^= 1
    path.write_bytes(content)
    ((where, what),) = faults(output, capsys).items()
    assert where == str(path.relative_to(output))
    assert what.startswith("expected SHA-256")


def test_files_that_are_missing_cut_or_too_many(output, capsys):
    file_of(output, "documents", 0).unlink()
    cut = file_of(output, "entities", 1)
    cut.write_bytes(cut.read_bytes()[:-9])
    other = file_of(output, "documents", 1)
    shutil.copy(other, other.with_name("b-00001.parquet"))
    found = faults(output, capsys)
    assert "missing" in found.values()
    assert "bytes long where" in found[str(cut.relative_to(output))]
    extra = other.with_name("b-00001.parquet").relative_to(output)
    assert found[str(extra)] == "300 rows that the record of the run does not have"


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"run_id": 7}'])
def test_a_record_that_is_damaged(output, capsys, text):
    path = output / "runs" / f"{run_ids(output)[0]}.json"
    path.write_text(text)
    assert list(faults(output, capsys)) == [str(path.relative_to(output))]


def test_counts_that_are_not_those_of_the_rows(output, capsys):
    path = output / "runs" / f"{run_ids(output)[0]}.json"
    record = json.loads(path.read_text())
    path.write_text(json.dumps(record | {"counts": record["counts"] | {"documents": 299}}))
    assert faults(output, capsys)[str(path.relative_to(output))] == "counts 299 documents, and lists files of 300"


def test_rows_without_a_record(output, capsys):
    path = output / "runs" / f"{run_ids(output)[0]}.json"
    path.unlink()
    assert faults(output, capsys) == {str(path.relative_to(output)): "missing, though tables have rows of the run"}


@pytest.mark.parametrize(
    ("table", "column", "change", "what"),
    [
        ("entities", "start", lambda start: start + 1, "the offsets of an entity are not those of its text"),
        ("entities", "end", lambda end: 2**31 - 1, "the offsets of an entity are not those of its text"),
        ("entities", "text", lambda text: "Lead", "the offsets of an entity are not those of its text"),
        ("entities", "score", lambda score: float("nan"), "a score is no probability"),
        ("entities", "doc_id", lambda doc_id: "zz", "an entity has another doc_id"),
        ("entities", "sentence", lambda sentence: 9, "an entity is in no sentence of the text"),
        ("documents", "text", lambda text: text + "!", "a text is not the one of its text_sha256"),
    ],
)
def test_a_row_that_does_not_fit_the_others(output, capsys, table, column, change, what):
    rewrite(output, table, with_column(column, change))
    (said,) = faults(output, capsys).values()
    assert said.startswith(f"{what}, first in document a")


def test_entities_that_were_lost(output, capsys):
    rewrite(output, "entities", lambda rows: rows.slice(1))
    assert any("has 599 of them" in what or "counts 600" in what for what in faults(output, capsys).values())


def test_columns_of_another_type(output, capsys):
    def as_double(rows):
        return rows.set_column(rows.column_names.index("score"), "score", pc.cast(rows["score"], pa.float64()))

    path = rewrite(output, "entities", as_double)
    assert faults(output, capsys)[str(path)] == "has another type of score"


@pytest.mark.parametrize("damage", ["unlink", "text"])
def test_a_snapshot_that_is_damaged_is_named_and_its_remedy_works(output, capsys, damage):
    snapshot = (output / "snapshots" / "CURRENT").read_text().strip()
    path = next((output / "snapshots" / snapshot / "documents").iterdir())
    path.unlink() if damage == "unlink" else path.write_text("none")
    (what,) = faults(output, capsys).values()
    assert what.endswith(f"remove {output}/snapshots/CURRENT and compact again, which makes a snapshot of the runs")
    (output / "snapshots" / "CURRENT").unlink()
    assert compact_annotations.main([f"--output={output}"]) == 0
    assert faults(output, capsys) == {}


def test_a_damaged_index_is_named_and_its_remedy_works(output, capsys):
    snapshot = (output / "snapshots" / "CURRENT").read_text().strip()
    path = next((output / "snapshots" / snapshot / "index").iterdir())
    path.write_bytes(path.read_bytes()[:100])
    ((where, what),) = faults(output, capsys).items()
    assert where == path.relative_to(output).as_posix()
    assert what.endswith("compact with --rebase, which makes a snapshot of the runs")
    assert compact_annotations.main([f"--output={output}", "--rebase"]) == 0
    assert faults(output, capsys) == {}


def spoil_documents(output):
    file_of(output, "documents").write_bytes(b"PAR1" + bytes(1_000))


def spoil_record(output):
    (output / "runs" / f"{run_ids(output)[0]}.json").write_text("{")


def lose_record(output):
    (output / "runs" / f"{run_ids(output)[0]}.json").unlink()


@pytest.mark.parametrize("damage", [spoil_documents, spoil_record, lose_record])
def test_what_is_set_aside_is_tagged_again_by_the_next_night(nights, output, capsys, damage):
    damaged, whole = run_ids(output)
    files = sorted(path.name for path in output.glob(f"*/run={damaged}/*.parquet"))
    damage(output)
    assert check.main([f"--output={output}", "--repair"]) == 0
    assert f"{output}/set_aside/{damaged}: the next run with --incremental" in capsys.readouterr().out
    assert sorted(path.name for path in (output / "set_aside" / damaged).rglob("*.parquet")) == files
    assert run_ids(output) == [whole]
    assert tag(nights, output) == 0
    assert faults(output, capsys) == {}
    assert rows_of(output) == rows_of(nights / "out")
    assert compact_annotations.main([f"--output={output}"]) == 0


def test_inputs_that_are_no_more_are_said(nights, output, capsys):
    spoil_documents(output)
    (nights / "a.jsonl").rename(nights / "a.away")
    check.main([f"--output={output}", "--repair"])
    (nights / "a.away").rename(nights / "a.jsonl")
    assert f"1 of its inputs are no more, and cannot be read again: {nights}/a.jsonl" in capsys.readouterr().out


def test_a_run_that_was_set_aside_can_be_taken_back(output, capsys):
    run_id = run_ids(output)[0]
    (output / "runs" / f"{run_id}.json").rename(output / "record")
    assert check.main([f"--output={output}", "--repair"]) == 0
    for line in (output / "set_aside" / run_id / "why.txt").read_text().splitlines()[2:-1]:
        now, was = line.split(" was ")
        if "deletions" not in now:
            shutil.move(now, was)
    (output / "record").rename(output / "runs" / f"{run_id}.json")
    assert faults(output, capsys) == {}


def test_a_commit_that_was_interrupted_is_not_taken_for_damage(output, capsys):
    run_id = run_ids(output)[0]
    staging = output / ".staging" / run_id
    staging.mkdir(parents=True)
    (output / "runs" / f"{run_id}.json").rename(staging / "run.json")
    assert faults(output, capsys) == {}
    assert (staging / "run.json").exists()

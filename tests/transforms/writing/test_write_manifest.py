import hashlib
import json

import apache_beam as beam

from transforms.records import InputFile
from transforms.writing.parquet_files import FileWritten
from transforms.writing.write_manifest import InputRead, WriteManifest, checksum

FILE = FileWritten("documents", "out/a.parquet", rows=3, bytes=100, totals={"tokens": 9}, mentions=())


def manifest_of(folder, files, records, inputs):
    with beam.Pipeline(runner="FnApiRunner") as pipeline:
        done = {
            "files": pipeline | "Files" >> beam.Create(files),
            "records": tuple(
                pipeline | f"Records{number}" >> beam.Create(collection) for number, collection in enumerate(records)
            ),
            "inputs": pipeline | "Inputs" >> beam.Create(inputs),
        }
        done | WriteManifest(f"{folder}/manifest.json")
    return json.loads((folder / "manifest.json").read_text())


def test_a_manifest_lists_files_inputs_and_what_was_read(tmp_path):
    (tmp_path / "in.txt").write_text("Zinc.")
    manifest = manifest_of(tmp_path, [FILE], [["a", "b"], ["c"]], [InputFile(f"{tmp_path}/in.txt")])
    assert manifest == {
        "documents_read": 3,
        "inputs": [
            {"path": f"{tmp_path}/in.txt", "bytes": 5, "sha256": hashlib.sha256(b"Zinc.").hexdigest(), "doc_id": ""}
        ],
        "files": [
            {
                "table": "documents",
                "path": "out/a.parquet",
                "rows": 3,
                "bytes": 100,
                "totals": {"tokens": 9},
                "mentions": [],
                "worker": "",
                "sha256": "",
            }
        ],
    }


def test_a_pipeline_that_did_nothing_has_a_manifest(tmp_path):
    assert manifest_of(tmp_path, [], [[], []], []) == {"documents_read": 0, "inputs": [], "files": []}


def test_the_checksum_is_of_the_file_as_it_is_stored(tmp_path):
    (tmp_path / "in.gz").write_bytes(b"not really gzip")
    digest = hashlib.sha256(b"not really gzip").hexdigest()
    assert checksum(InputFile(f"{tmp_path}/in.gz")) == InputRead(f"{tmp_path}/in.gz", 15, digest)


def test_a_file_that_cannot_be_read_has_no_checksum(tmp_path):
    assert checksum(InputFile(f"{tmp_path}/none")) == InputRead(f"{tmp_path}/none", 0, None)

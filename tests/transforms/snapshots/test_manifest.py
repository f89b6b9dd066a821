from transforms.snapshots.manifest import Layer, Manifest, Part, manifest_of, parts_of, write_manifest
from transforms.snapshots.views import select_parts
from transforms.storage import write_text

BASE = Layer("S1", 2, {"documents": ("snapshots/S1/documents/a",)})
NIGHTS = [
    Layer(name, 1, {"documents": (f"snapshots/{name}/d",), "voided": (f"snapshots/{name}/v",)}) for name in ("S2", "S3")
]


def test_rows_of_a_layer_are_void_if_a_later_one_says_so():
    assert parts_of("out", Manifest((BASE, *NIGHTS)))["documents"] == (
        Part("out/snapshots/S1/documents/a", ("out/snapshots/S2/v", "out/snapshots/S3/v")),
        Part("out/snapshots/S2/d", ("out/snapshots/S3/v",)),
        Part("out/snapshots/S3/d"),
    )


def test_a_manifest_comes_back_as_it_was_written(tmp_path):
    manifest = Manifest((BASE, *NIGHTS), {"a.jsonl": "R1"}, 12.5)
    write_manifest(str(tmp_path), "S3", manifest)
    assert manifest_of(str(tmp_path), "S3") == manifest
    assert manifest.nights == tuple(NIGHTS)


def test_a_snapshot_of_the_first_versions_is_a_base_that_nothing_builds_on(tmp_path):
    write_text(f"{tmp_path}/snapshots/S1/documents/a.parquet", "")
    manifest = manifest_of(str(tmp_path), "S1")
    assert (manifest.layers[0].files["documents"], manifest.live) == (("snapshots/S1/documents/a.parquet",), {})


def test_a_query_leaves_out_what_is_void():
    query = select_parts([Part("a'b", ("v",)), Part("c", ("v",)), Part("d")])
    assert query.split("\nUNION ALL BY NAME\n")[1].startswith("SELECT * FROM read_parquet(['d']")
    assert "['a''b', 'c']" in query
    assert query.count("ANTI JOIN") == 1

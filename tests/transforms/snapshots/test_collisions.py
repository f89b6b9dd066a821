import pyarrow as pa
import pytest

from transforms.snapshots.collisions import collisions_in

NAMES = ["key", "version", "number", "run", "path", "record", "text_sha256"]


def documents(*rows):
    """Documents by key, version, number of the file, run, path, record and text."""
    records = [dict(zip(NAMES, row, strict=True)) for row in rows]
    return pa.Table.from_pylist([row | {"doc_id": row["key"], "source": f"f{row['path']}#1"} for row in records])


def counts(*rows):
    collided = collisions_in(documents(*rows))
    return collided.unordered, collided.overtaken


def test_two_texts_with_one_id_in_files_of_a_run_are_named_with_both_files():
    collided = collisions_in(documents(("7", 1, 0, 1, 0, 1, "x"), ("7", 1, 0, 1, 1, 1, "y"), ("8", 1, 0, 1, 1, 2, "z")))
    assert (collided.unordered, collided.unordered_examples) == (1, ("7: f1#1 is kept, f0#1 is not",))


def test_a_text_of_a_later_run_overtakes_that_of_another_file():
    collided = collisions_in(documents(("7", 1, 0, 2, 0, 1, "x"), ("7", 1, 0, 1, 1, 1, "y")))
    assert (collided.unordered, collided.overtaken_examples) == (0, ("7: f0#1 is kept, f1#1 is not",))


@pytest.mark.parametrize(
    "other",
    [
        ("7", 1, 0, 1, 1, 1, "x"),  # the same text
        ("7", 2, 0, 1, 1, 1, "y"),  # another version
        ("7", 1, 5, 0, 1, 1, "y"),  # a file that PubMed numbers
        ("7", 1, 0, 1, 0, 2, "y"),  # the same file
        ("8", 1, 0, 1, 1, 1, "y"),
    ],
)
def test_what_is_in_order_is_no_collision(other):
    assert counts(("7", 1, 0, 1, 0, 1, "x"), other) == (0, 0)


def test_no_documents():
    empty = documents(("7", 1, 0, 1, 0, 1, "x")).slice(0, 0)
    assert collisions_in(empty).unordered == 0

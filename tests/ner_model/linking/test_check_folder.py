"""Terminologies whose files were changed, and whose card was made to fit them: refused before a run."""

import json
import shutil

import numpy as np
import pyarrow as pa
import pytest

from ner_model.errors import Refused
from ner_model.linking.check_folder import check_terminology
from ner_model.linking.linker import load_linker
from ner_model.linking.terminology import CARD, write_card
from tests.ner_model.linking.mentions import MENTIONS


@pytest.fixture
def copy(folder, tmp_path):
    return shutil.copytree(folder, tmp_path / "copy")


def refusal(copy):
    write_card(copy, json.loads((copy / CARD).read_text()))
    with pytest.raises(Refused) as caught:
        check_terminology(copy)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def rewrite(path, **columns):
    """Puts other columns into an Arrow file."""
    with pa.ipc.open_file(path) as file:
        table = file.read_all()
    table = pa.table({name: columns.get(name, table[name]) for name in table.column_names})
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def test_what_was_built_is_taken(folder):
    check_terminology(folder)


@pytest.mark.parametrize("text", ["[" * 100_000, "7", '{"format_version": 1}', "\x00"])
def test_a_card_that_is_none(copy, text):
    (copy / CARD).write_text(text)
    with pytest.raises(Refused, match=CARD):
        check_terminology(copy)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("concepts_by_label", {"Chemical": "6"}),
        ("concepts_by_label", {"Chemical": 5, "Disease": 6, "Species": 1}),
        ("concepts_by_label", {"Chemical": -6, "Disease": 18, "Species": 1}),
        ("concepts_by_label", []),
        ("sha256", {"names.arrow": 7}),
        ("sha256", {}),
        ("digest", "0" * 64),
        ("digest", None),
    ],
)
def test_a_card_with_something_wrong_in_it(copy, key, value):
    (copy / CARD).write_text(json.dumps(json.loads((copy / CARD).read_text()) | {key: value}))
    with pytest.raises(Refused, match=CARD):
        check_terminology(copy)


def test_a_file_that_the_card_does_not_know(copy):
    (copy / "index9.counts.npy").write_bytes(b"")
    with pytest.raises(Refused, match=r"expected a SHA-256 of index9.counts.npy"):
        check_terminology(copy)


@pytest.mark.parametrize("content", [b"", b"ARROW1", b"x" * 5_000])
@pytest.mark.parametrize("name", ["concepts.arrow", "names.arrow", "parents.arrow"])
def test_tables_that_are_none(copy, name, content):
    (copy / name).write_bytes(content)
    assert f"{name}: not readable as an Arrow file" in refusal(copy)


def test_columns_of_another_type(copy):
    rewrite(copy / "names.arrow", concept=pa.array(["x"] * 28, pa.large_string()))
    assert "names.arrow: expected the columns name large_string, concept int32" in refusal(copy)


def test_names_of_columns_that_are_no_utf8(copy):
    path = copy / "parents.arrow"
    path.write_bytes(path.read_bytes().replace(b"child", b"c\xffild"))
    assert "parents.arrow: not readable as an Arrow file" in refusal(copy)


def test_text_that_is_no_utf8(copy):
    bad = pa.array([b"\xff\xfe"] * 15, pa.large_binary()).view(pa.large_string())
    rewrite(copy / "concepts.arrow", id=bad)
    assert "concepts.arrow: damaged" in refusal(copy)


@pytest.mark.parametrize("change", [lambda rows: rows + 100, lambda rows: rows - 1, lambda rows: rows[::-1]])
def test_names_of_concepts_that_there_are_not(copy, change):
    with pa.ipc.open_file(copy / "names.arrow") as file:
        rows = file.read_all()["concept"].to_numpy()
    rewrite(copy / "names.arrow", concept=pa.array(change(rows), pa.int32()))
    assert "names.arrow: expected rows of concepts, in order" in refusal(copy)


def test_parents_that_there_are_not(copy):
    rewrite(copy / "parents.arrow", parent=pa.array([99] * 5, pa.int32()))
    assert "parents.arrow: expected parents below 15" in refusal(copy)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("keys", lambda array: array[::-1]),
        ("keys", lambda array: array[:-1]),
        ("key_rows", lambda array: array + 1_000),
        ("words_of.values", lambda array: array - 1),
        ("words_of.firsts", lambda array: array[::-1]),
        ("words_of.firsts", lambda array: array + 1),
        ("names_with.values", lambda array: array + 10**6),
        ("words_with.firsts", lambda array: array[:9]),
        ("concepts", lambda array: array + 50),
        ("concepts", lambda array: array[:-1]),
        ("weights", lambda array: array * np.float32("nan")),
        ("totals", lambda array: array.astype(np.float64)),
        ("counts", lambda array: array.reshape(-1, 1)),
        ("priors", lambda array: array.reshape(-1)),
        ("priors", lambda array: array - 9),
        ("beliefs", lambda array: np.append(array, np.float32(1))),
        ("counts", lambda array: array - 1),
        ("weights", lambda array: -array),
        ("priors", lambda array: array * np.array([1, -1], np.int32)),
        ("words_of.values", lambda array: array * 0),
        ("words_with.values", lambda array: array[::-1]),
        ("gram_counts", lambda array: -array),
        ("gram_counts", lambda array: array + 1),
    ],
)
def test_an_index_that_does_not_fit(copy, field, change):
    path = copy / f"index1.{field}.npy"
    np.save(path, change(np.load(path)))
    assert f"{copy}/index1." in refusal(copy)


@pytest.mark.parametrize("content", [None, b"", b"\x93NUMPY\x01\x00\x10\x00"])
def test_an_array_that_is_missing_or_cut(copy, content):
    path = copy / "index0.keys.npy"
    path.unlink() if content is None else path.write_bytes(content)
    assert "index0.keys.npy: expected an array uint64" in refusal(copy)


def test_an_array_that_lies_between_the_bounds_of_its_numbers(copy):
    path = copy / "index0.keys.npy"
    content = path.read_bytes()
    end = content.index(b"\n")
    header = content[10:end] + b" \n"  # one character longer
    path.write_bytes(content[:8] + len(header).to_bytes(2, "little") + header + content[end + 1 :])
    assert "index0.keys.npy: expected numbers at multiples of their 8 bytes" in refusal(copy)


def test_a_column_that_is_longer_than_its_file(copy):
    path = copy / "parents.arrow"
    path.write_bytes(path.read_bytes().replace((5).to_bytes(8, "little"), (10**9).to_bytes(8, "little")))
    assert "parents.arrow: not readable as an Arrow file" in refusal(copy)


def is_taken(copy):
    write_card(copy, json.loads((copy / CARD).read_text()))
    try:
        check_terminology(copy)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("number", [-1, 2**31 - 1])
def test_an_index_that_is_taken_can_be_read(copy, number):
    """Within its bounds, as test_sanitizers.py sees to."""
    links = []
    for path in sorted(copy.glob("index1.*.npy")):
        before = np.load(path)
        after = before.copy()
        after.flat[:1] = np.int64(number).astype(after.dtype)
        np.save(path, after)
        if is_taken(copy):
            linker = load_linker(copy)
            links += [linker.look_up("Disease", mention, False).link for mention in MENTIONS]
        np.save(path, before)
    assert links

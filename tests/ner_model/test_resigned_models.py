"""A model folder whose files were changed, and whose card was made to fit them: refused before any text is tagged."""

import io
import json
import shutil
import zipfile

import numpy as np
import pytest

from ner_model.errors import Refused
from ner_model.model_folder import CARD, FILES, sha256
from ner_model.tagger import load


@pytest.fixture
def folder(tiny_model, tmp_path):
    return shutil.copytree(tiny_model, tmp_path / "copy")


def sign(folder):
    card = json.loads((folder / CARD).read_text())
    (folder / CARD).write_text(json.dumps(card | {"sha256": {name: sha256(folder / name) for name in FILES}}))


def refusal(folder):
    """Why the folder is refused, after it was signed again: one line with the file."""
    sign(folder)
    with pytest.raises(Refused) as caught:
        load(str(folder))
    line = str(caught.value)
    assert "\n" not in line
    assert len(line) < 1_000
    return line


def change_config(folder, *path, value):
    config = json.loads((folder / "config.json").read_text())
    place = config
    for key in path[:-1]:
        place = place[key]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    (folder / "config.json").write_text(json.dumps(config))


def weights_of(folder):
    with np.load(folder / "weights.npz") as archive:
        return dict(archive)


def npy(header, data=b""):
    """An array file with a header of one's own."""
    text = header.encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + data


def test_signed_again_without_a_change_it_is_taken(folder):
    sign(folder)
    assert load(str(folder)).labels == ["Chemical", "Disease"]


@pytest.mark.parametrize("name", ["config.json", CARD])
@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "", "null", "7", "\xff\xfe", "9" * 5_000])
def test_json_that_is_none_or_too_deep(folder, name, text):
    (folder / name).write_text(text, "latin-1")
    if name != CARD:
        sign(folder)
    with pytest.raises(Refused, match=name):
        load(str(folder))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *[((key,), ...) for key in ("tags", "network", "crf", "calibration", "format_version")],
        *[(("network", key), ...) for key in ("hidden", "feature_range", "character_filters")],
        *[(("crf", key), ...) for key in ("transitions", "starts", "ends")],
        *[
            ((key,), value)
            for key in ("tags", "network", "crf", "calibration")
            for value in (None, 7, "x", [], {}, [[]])
        ],
        *[(("network", "feature_range"), value) for value in (0, -1, "4", None, 1e300, True, 1e999)],
        *[(("network", "hidden"), value) for value in (0, -8, 8.5, 10**30, 9, "8")],
        (("network", "layers"), 2),
        (("tags",), ["O"]),
        (("tags",), ["O", "B-Chemical", "I-Disease", "B-Disease", "I-Disease"]),
        (("tags",), ["B-Chemical", "I-Chemical", "O", "B-Disease", "I-Disease"]),
        (("tags",), ["O", "B-a", "I-a"]),
        (("tags",), ["O", *(f"{prefix}-{label}" for label in range(64) for prefix in "BI")]),
        (("written",), ["Gene"]),
        (("written",), "Chemical"),
        (("crf", "starts"), [0.0] * 4),
        (("crf", "ends"), [0.0] * 6),
        (("crf", "transitions"), [[0.0] * 5] * 4),
        (("crf", "transitions"), [[0.0] * 4] * 5),
        (("crf", "starts"), [float("nan")] * 5),
        (("crf", "ends"), [float("inf")] * 5),
        (("calibration", "slope"), float("nan")),
        (("calibration", "bias"), 1.0),
        (("agreement",), 2),
        (("agreement",), None),
    ],
)
def test_a_config_that_lacks_something_or_has_the_impossible(folder, path, value):
    change_config(folder, *path, value=value)
    line = refusal(folder)
    assert (
        "config.json" in line or "weights.npz" in line
    )  # sizes that are possible by themselves do not fit the weights


@pytest.mark.parametrize("name", [..., None, 7, []])
def test_a_card_without_a_name(folder, name):
    card = json.loads((folder / CARD).read_text()) | {"name": name}
    if name is ...:
        del card["name"]
    (folder / CARD).write_text(json.dumps(card))
    assert f"{CARD}: expected a name" in refusal(folder)


def test_words_and_vectors_of_different_number(folder):
    with (folder / "words.txt").open("a") as file:
        file.write("\nmore")
    assert "vectors.npy: expected an array int8 [15, any] (found int8 [14, 10])" in refusal(folder)


def test_words_that_are_no_text(folder):
    (folder / "words.txt").write_bytes(b"\xff\xfe\x00")
    assert "words.txt: expected UTF-8" in refusal(folder)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x93NUMPY",
        npy("{'descr': '|i1', 'fortran_order': False, 'shape': (14, 10)}"),
        npy("{'descr': '|i1', 'fortran_order': False, 'shape': (14, 10)}", bytes(141)),
        npy("{'descr': '|i1', 'fortran_order': False, 'shape': (14, 1000000000000)}", bytes(140)),
        npy("{'descr': '|i1', 'fortran_order': False, 'shape': (14, -10)}", bytes(140)),
        npy("{'descr': '|i1', 'fortran_order': False, 'shape': (" + "9" * 5_000 + ", 10)}", bytes(140)),
        npy("{'descr': '<f4', 'fortran_order': False, 'shape': (14, 10)}", bytes(560)),
        npy("{'descr': '|O', 'fortran_order': False, 'shape': (14, 10)}", bytes(1_120)),
        npy("(" * 9_000, bytes(140)),
        npy("{'descr': " + "[" * 4_000 + "}", bytes(140)),
        b"\x93NUMPY\x09\x00" + bytes(200),
    ],
)
def test_vectors_that_are_cut_empty_or_of_an_absurd_shape(folder, content):
    (folder / "vectors.npy").write_bytes(content)
    assert "vectors.npy: expected an array int8 [14, any]" in refusal(folder)


def test_vectors_of_no_dimensions(folder):
    np.save(folder / "vectors.npy", np.zeros((14, 0), np.int8))
    assert "vectors.npy: expected one dimension or more" in refusal(folder)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e30])
def test_weights_that_are_no_numbers(folder, value):
    weights = weights_of(folder)
    weights["scores/kernel"][3, 2] = value
    np.savez(folder / "weights.npz", **weights)
    assert (
        "weights.npz: expected the arrays of a network (scores/kernel: expected finite numbers up to 1e+06, found "
        in (refusal(folder))
    )


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("scores/kernel", None),
        ("scores/kernel", np.zeros((16, 4), np.float32)),
        ("scores/kernel", np.zeros((16, 5), np.float64)),
        ("scores/kernel", np.zeros((0, 5), np.float32)),
        ("scores/bias", np.zeros((), np.float32)),
        ("lstm/forward_direction/lstm_cell/recurrent_kernel", np.zeros((9, 32), np.float32)),
        ("crf/transitions", np.zeros((4, 4), np.float32)),
        ("more", np.zeros(1, np.float32)),
    ],
)
def test_weights_of_another_network(folder, name, array):
    weights = weights_of(folder) | {name: array}
    np.savez(folder / "weights.npz", **{key: value for key, value in weights.items() if value is not None})
    assert f"{folder}/weights.npz: expected the arrays of a network (" in (line := refusal(folder))
    assert name in line


def test_weights_that_are_no_archive_or_cut(folder):
    content = (folder / "weights.npz").read_bytes()
    for damaged in (b"", b"PK", content[:-30], content[: len(content) // 2], content[:400] + b"x" * 50 + content[450:]):
        (folder / "weights.npz").write_bytes(damaged)
        assert "weights.npz: expected the arrays of a network" in refusal(folder)


def test_weights_that_claim_more_than_memory_holds_are_never_made(folder):
    """A megabyte of a deflated archive that unpacks to a gigabyte, under a name that the network has."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in weights_of(folder).items():
            with archive.open(f"{name}.npy", "w") as file:
                np.lib.format.write_array(file, array)
                for _ in range(1_000 if name == "scores/bias" else 0):
                    file.write(bytes(1 << 20))
    (folder / "weights.npz").write_bytes(sink.getvalue())
    assert "scores/bias: expected float32 [5]: found 1048576020 bytes" in refusal(folder)


def test_a_pipe_in_place_of_a_card(folder):
    import os

    (folder / CARD).unlink()
    os.mkfifo(folder / CARD)
    with pytest.raises(Refused, match="missing"):
        load(str(folder))

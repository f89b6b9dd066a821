import json
import shutil

import numpy as np
import pytest

from ner_model.conventions import with_convention
from ner_model.errors import Refused
from ner_model.model_folder import CARD, open_model, sha256
from ner_model.tagger import load
from tests.conventions import EVALUATION, add, random_layer

TEXTS = [
    "Aspirin induced asthma in patients. The DNA, of asthma, in 12 mice.",
    "",
    "Patients in the asthma (DNA) group of 0000 had more dyspnoea than others, but fewer headaches.",
]
CONFIG, ARRAYS = "conventions/theirs.json", "conventions/theirs.npz"


@pytest.fixture
def folder(tiny_model, tmp_path):
    """A tagger of chemicals and diseases with a convention that finds diseases and genes."""
    return add(shutil.copytree(tiny_model, tmp_path / "copy"))


def change_card(folder, change):
    card = json.loads((folder / CARD).read_text())
    change(card)
    (folder / CARD).write_text(json.dumps(card))


def name_corpus(folder, name):
    change_card(folder, lambda card: card.update(corpus={"name": name}))


def sign(folder):
    sums = {name: sha256(folder / name) for name in (CONFIG, ARRAYS)}
    change_card(folder, lambda card: card["conventions"]["theirs"].update(sha256=sums))


def refusal(folder):
    """Why the tagger is refused even without a convention, in a line."""
    with pytest.raises(Refused) as caught:
        load(str(folder))
    line = str(caught.value)
    assert "\n" not in line
    assert len(line) < 1_000
    return line


def test_a_convention_leaves_the_tagger_as_it_was(folder, tiny_model):
    before, after = load(str(tiny_model)), load(str(folder))
    assert before.annotate(TEXTS) == after.annotate(TEXTS)
    assert before.digest == after.digest
    assert (after.convention, after.conventions) == (None, ("theirs",))


def test_a_convention_has_labels_scores_and_a_card_of_its_own(folder):
    tagger = load(str(folder), convention="theirs")
    assert tagger.labels == ["Disease", "Gene"]
    assert {entity.label for entities in tagger.annotate(TEXTS) for entity in entities} == {"Disease", "Gene"}
    assert (tagger.name, tagger.convention) == ("tiny", "theirs")
    assert (tagger.card["finds"], tagger.card["evaluation"]) == ("what they find", EVALUATION)


def test_each_convention_is_a_tagger_with_an_identity_of_its_own(folder):
    add(folder, "others", seed=6)
    digests = {load(str(folder), convention=name).digest for name in (None, "theirs", "others")}
    assert len(digests) == 3
    add(folder, "others", seed=7)
    assert load(str(folder), convention="others").digest not in digests


def test_what_is_compiled_and_numpy_find_the_same_by_a_convention(folder, monkeypatch):
    compiled = load(str(folder), convention="theirs").annotate(TEXTS)
    monkeypatch.setenv("NER_MODEL_LEVEL", "numpy")
    assert load(str(folder), convention="theirs").annotate(TEXTS) == compiled
    assert any(compiled)


def test_the_keras_network_finds_the_same_by_a_convention(folder):
    native, keras = (load(str(folder), engine, "theirs").annotate(TEXTS) for engine in ("native", "keras"))
    assert [[each[:4] for each in those] for those in native] == [[each[:4] for each in those] for those in keras]


def test_a_convention_shares_the_words_of_its_network(folder):
    model = open_model(folder)
    assert with_convention(model, "theirs").network == model.network == model.digest


def test_an_unknown_convention_is_refused_with_those_that_there_are(folder, tiny_model):
    name_corpus(folder, "mine")
    with pytest.raises(Refused, match=r"there is mine, theirs\. Received: convention='thiers'"):
        load(str(folder), convention="thiers")
    with pytest.raises(Refused, match=r"no other\. Received: convention='theirs'"):
        load(str(tiny_model), convention="theirs")


def test_a_tagger_knows_its_own_convention_by_the_corpus_on_its_card(folder):
    name_corpus(folder, "mine")
    own, default = load(str(folder), convention="mine"), load(str(folder))
    assert own.conventions == ("mine", "theirs")
    assert (own.convention, own.digest) == (None, default.digest)


def test_a_convention_that_is_replaced_is_the_last_one(folder):
    first = load(str(folder), convention="theirs").digest
    add(folder, seed=9)
    assert load(str(folder), convention="theirs").digest != first
    assert list(json.loads((folder / CARD).read_text())["conventions"]) == ["theirs"]


@pytest.mark.parametrize("name", [CONFIG, ARRAYS])
def test_a_changed_or_missing_file_of_a_convention_is_refused(folder, name):
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content + b" ")
    assert f"{name}: expected SHA-256" in refusal(folder)
    (folder / name).unlink()
    assert f"{name}: missing" in refusal(folder)


@pytest.mark.parametrize("told", [7, [], "theirs", {"theirs": None}, {"../x": {}}, {"": {}}, {".x": {}}, {"a/b": {}}])
def test_a_card_that_says_no_conventions(folder, told):
    change_card(folder, lambda card: card.update(conventions=told))
    assert f"{CARD}: expected" in refusal(folder)


@pytest.mark.parametrize(
    "sums", [None, {}, {CONFIG: "0"}, {CONFIG: "0", ARRAYS: "0", "../x": "0"}, {CONFIG: 1, ARRAYS: 2}]
)
def test_a_card_without_the_sums_of_a_convention(folder, sums):
    change_card(folder, lambda card: card["conventions"]["theirs"].update(sha256=sums))
    assert "expected" in refusal(folder)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "", "null", "7", "\xff\xfe", "9" * 5_000])
def test_settings_of_a_convention_that_are_none_or_too_deep(folder, text):
    (folder / CONFIG).write_text(text, "latin-1")
    sign(folder)
    assert CONFIG in refusal(folder)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *[(key, ...) for key in ("tags", "crf", "calibration", "weights")],
        *[(key, value) for key in ("tags", "crf", "calibration", "weights") for value in (None, 7, [], {}, [[]])],
        ("tags", ["O", "B-Gene", "I-Gene"]),
        ("tags", ["O"]),
        ("written", ["Variant"]),
        ("written", "Gene"),
        ("agreement", 2),
        ("calibration", {"slope": float("nan"), "offset": 0.0}),
        ("crf", {"transitions": [[0.0] * 7] * 7, "starts": [float("inf")] * 7, "ends": [0.0] * 7}),
        ("crf", {"transitions": [[0.0] * 7] * 7, "starts": [0.0] * 7, "ends": [0.0] * 6}),
        ("weights", "0" * 64),
        ("network", {}),
    ],
)
def test_settings_that_lack_something_or_have_the_impossible(folder, key, value):
    config = json.loads((folder / CONFIG).read_text())
    config[key] = value
    if value is ...:
        del config[key]
    (folder / CONFIG).write_text(json.dumps(config))
    sign(folder)
    assert "theirs" in refusal(folder)


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("scores/kernel", None),
        ("scores/kernel", np.zeros((16, 5), np.float32)),
        ("scores/kernel", np.zeros((14, 7), np.float32)),
        ("scores/kernel", np.zeros((16, 7), np.float64)),
        ("scores/kernel", np.full((16, 7), np.nan, np.float32)),
        ("scores/bias", np.full(7, 1e30, np.float32)),
        ("scores/bias", np.array([None] * 7)),
        ("crf/transitions", np.zeros((7, 6), np.float32)),
        ("lstm/forward_direction/lstm_cell/bias", np.zeros(32, np.float32)),
    ],
)
def test_arrays_of_another_output_layer(folder, name, array):
    arrays = random_layer(("Disease", "Gene", "Chemical")).weights | {name: array}
    np.savez(folder / ARRAYS, **{key: value for key, value in arrays.items() if value is not None})
    sign(folder)
    line = refusal(folder)
    assert ARRAYS in line
    assert name in line


def test_arrays_that_are_no_archive_or_cut(folder):
    content = (folder / ARRAYS).read_bytes()
    for damaged in (b"", b"PK", content[:-30], content[: len(content) // 2]):
        (folder / ARRAYS).write_bytes(damaged)
        sign(folder)
        assert f"{ARRAYS}: expected the arrays of a network" in refusal(folder)


def test_a_convention_of_another_network_says_what_to_do(folder):
    weights = folder / "weights.npz"
    with np.load(weights) as archive:
        changed = dict(archive)
    changed["scores/bias"] = changed["scores/bias"] + 1
    np.savez(weights, **changed)
    change_card(folder, lambda card: card["sha256"].update({"weights.npz": sha256(weights)}))
    assert "learned on another network; learn it anew" in refusal(folder)

import json
import shutil

import pytest

from ner_model.model_folder import CARD, FILES, ModelError, find_model, open_model


@pytest.fixture
def folder(tiny_model, tmp_path):
    return shutil.copytree(tiny_model, tmp_path / "copy")


def change_card(folder, **changes):
    card = json.loads((folder / CARD).read_text())
    (folder / CARD).write_text(json.dumps(card | changes))


def test_a_model_has_tags_words_and_vectors_that_fit(folder):
    model = open_model(folder)
    assert model.tags == ["O", "B-Chemical", "I-Chemical", "B-Disease", "I-Disease"]
    assert model.vectors().shape == (len(model.words()) + 1, 10)
    assert model.crf().transitions.shape == (5, 5)


def test_the_digest_depends_on_the_files(folder, tiny_model):
    before = open_model(folder).digest
    assert before == open_model(tiny_model).digest
    (folder / "words.txt").write_text("other")
    from ner_model.model_folder import sha256

    card = json.loads((folder / CARD).read_text())
    change_card(folder, sha256=card["sha256"] | {"words.txt": sha256(folder / "words.txt")})
    assert open_model(folder).digest != before


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_refused(folder, name):
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    with pytest.raises(ModelError, match=f"{name}: expected SHA-256"):
        open_model(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_refused(folder, name):
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"{name}: missing"):
        open_model(folder)


@pytest.mark.parametrize("card", ["", "[]", "{", "null", '{"sha256": {}}', '{"sha256": {"../x": "0"}}'])
def test_a_broken_card_is_refused(folder, card):
    (folder / CARD).write_text(card)
    with pytest.raises(ModelError, match=CARD):
        open_model(folder)


def test_a_newer_format_is_refused(folder):
    from ner_model.model_folder import sha256

    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"format_version": 3}))
    card = json.loads((folder / CARD).read_text())
    change_card(folder, sha256=card["sha256"] | {"config.json": sha256(folder / "config.json")})
    with pytest.raises(ModelError, match="expected format_version 2, found 3"):
        open_model(folder)


def test_an_unknown_name_is_refused_by_name():
    with pytest.raises(ModelError, match="'bc5cdrr' is neither a folder nor one of the bundled taggers"):
        find_model("bc5cdrr")


def test_a_folder_is_found_by_its_path(folder):
    assert find_model(str(folder)) == folder

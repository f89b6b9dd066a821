import json
import shutil

import pytest

from ner_model.model_folder import CARD, FILES, ModelError, open_model, sha256
from ner_model.tagger import load
from training.serving.convert import main


@pytest.fixture
def old_folder(tiny_model, tmp_path):
    """The tiny tagger as format 1 kept it."""
    folder = shutil.copytree(tiny_model, tmp_path / "old")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "format_version": 1}))
    for name in ("spelling.onnx", "lstm.onnx"):
        (folder / name).write_bytes(b"graph")
    card = json.loads((folder / CARD).read_text())
    sums = {name: sha256(folder / name) for name in (*FILES, "spelling.onnx", "lstm.onnx")}
    (folder / CARD).write_text(json.dumps({**card, "evaluation": {"f1": 0.5}, "sha256": sums}))
    return folder


def test_a_folder_of_format_1_is_refused_with_the_way_out(old_folder):
    with pytest.raises(ModelError, match=f"`python -m training.serving.convert {old_folder}`"):
        open_model(old_folder)


def test_a_converted_folder_finds_what_it_found(old_folder, tiny_model):
    main([str(old_folder)])
    assert {path.name for path in old_folder.iterdir()} == {*FILES, CARD}
    texts = ["Aspirin-induced asthma of patients."]
    assert load(str(old_folder)).annotate(texts) == load(str(tiny_model)).annotate(texts)


def test_the_card_says_with_what_its_scores_were_measured(old_folder):
    main([str(old_folder)])
    evaluation = json.loads((old_folder / CARD).read_text())["evaluation"]
    assert (evaluation["f1"], "format 1" in evaluation["measured_with"]) == (0.5, True)


def test_a_folder_of_format_2_is_refused(tiny_model):
    with pytest.raises(ModelError, match="expected format_version 1, found 2"):
        main([str(tiny_model)])


def test_a_changed_file_is_refused(old_folder):
    (old_folder / "words.txt").write_text("other")
    with pytest.raises(ModelError, match=r"words\.txt: expected SHA-256"):
        main([str(old_folder)])

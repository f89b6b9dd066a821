import json
import shutil

import pytest

from ner_model.tagger import load
from training.fitting.ensemble import load_ensemble

TEXTS = ["Aspirin-induced asthma in patients.", "the DNA of 1998, (aspirin)"]


def test_a_tagger_with_itself_is_itself(tiny_model):
    alone, joint = load(str(tiny_model)), load_ensemble([str(tiny_model)] * 3)
    for one, other in zip(alone.annotate(TEXTS), joint.annotate(TEXTS), strict=True):
        assert [entity[:4] for entity in one] == [entity[:4] for entity in other]
        assert [entity.score for entity in one] == pytest.approx([entity.score for entity in other], abs=1e-4)


TAGS_OF_OTHERS = ("B-x", "I-x", "B-y", "I-y")


def test_taggers_of_different_tags_are_refused(tiny_model, tmp_path):
    other = shutil.copytree(tiny_model, tmp_path / "other")
    config = json.loads((other / "config.json").read_text())
    (other / "config.json").write_text(json.dumps({**config, "tags": ["O", *TAGS_OF_OTHERS], "written": ["x"]}))
    from training.serving.export import write_card

    write_card(other, {"name": "other"})
    with pytest.raises(ValueError, match="the same tags"):
        load_ensemble([str(tiny_model), str(other)])

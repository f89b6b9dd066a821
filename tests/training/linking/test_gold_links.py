from pathlib import Path

import pytest

from training.linking.gold_links import read_bc5cdr

FIXTURES = Path(__file__).parents[2] / "fixtures" / "bc5cdr"


def test_mentions_have_the_ids_of_their_concepts():
    document = read_bc5cdr(FIXTURES, "train")[0]
    ids = dict(zip((entity.text for entity in document.entities), document.concept_ids, strict=True))
    assert ids["lithium carbonate"] == {"D016651"}
    assert ids["Ocular and renal toxicity"] == {"D014786", "D007674"}


def test_a_folder_without_the_corpus_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="is neither in"):
        read_bc5cdr(tmp_path, "dev")

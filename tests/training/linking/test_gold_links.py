import gzip
from pathlib import Path

import pytest

from training.linking import gold_links
from training.linking.gold_links import read_bc5cdr, read_related

FIXTURES = Path(__file__).parents[2] / "fixtures" / "bc5cdr"


def test_mentions_have_the_ids_of_their_concepts():
    document = read_bc5cdr(FIXTURES, "train")[0]
    ids = dict(zip((entity.text for entity in document.entities), document.concept_ids, strict=True))
    assert ids["lithium carbonate"] == {"D016651"}
    assert ids["Ocular and renal toxicity"] == {"D014786", "D007674"}


def test_a_folder_without_the_corpus_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="is neither in"):
        read_bc5cdr(tmp_path, "dev")


RELATED = """1|t|Gout and FXS
1|a|
1\t0\t4\tGout\tDiseaseOrPhenotypicFeature\tD006073
1\t9\t12\tFXS\tDiseaseOrPhenotypicFeature\tOMIM:300624
1\t0\t4\tGout\tOrganismTaxon\t9606

2|t|Gout
2|a|
2\t0\t4\tGout\tDiseaseOrPhenotypicFeature\tMESH:D006073,D015212

"""


@pytest.fixture
def related(tmp_path, monkeypatch):
    monkeypatch.setattr(gold_links, "RELATED", ("biored",))
    (tmp_path / "related" / "biored").mkdir(parents=True)
    (tmp_path / "related" / "biored" / "Train.PubTator.gz").write_bytes(gzip.compress(RELATED.encode()))
    return tmp_path


def test_mentions_of_other_corpora_count_that_have_ids_of_mesh(related):
    gout, both = read_related(related, without=())
    assert [(entity.text, entity.label) for entity in gout.entities] == [("Gout", "Disease")]
    assert gout.concept_ids == [frozenset(["D006073"])]
    assert both.concept_ids == [frozenset(["D006073", "D015212"])]


def test_documents_of_the_corpus_that_is_measured_are_left_out(related):
    assert [document.doc_id for document in read_related(related, without={"1"})] == ["2"]

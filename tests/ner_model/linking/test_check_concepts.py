import pytest

from ner_model.errors import Refused
from ner_model.linking.check_concepts import check_concepts
from ner_model.linking.concept import Concept


def test_concepts_are_known_by_their_ids():
    zinc, lead = Concept("1", "zinc"), Concept("2", "lead", parents=("1",))
    assert check_concepts([zinc, lead], "metals.tsv") == {"1": zinc, "2": lead}


@pytest.mark.parametrize(
    ("concepts", "reason"),
    [
        ([], "bad.tsv: no concepts in it; check that --from says what the file is"),
        ([Concept("1", " ")], "a concept needs an id and a name"),
        ([Concept("", "zinc")], "a concept needs an id and a name"),
        ([Concept("1", "zinc"), Concept("1", "lead")], "two concepts share an id. Received: \"1: 'zinc', 'lead'\""),
        ([Concept("1", "zinc", parents=("1",))], "a concept is a kind of itself. Received: '1 < 1'"),
        ([Concept("1", "a", parents=("2",)), Concept("2", "b", parents=("1",))], "a concept is a kind of itself"),
    ],
)
def test_what_is_no_terminology_is_refused(concepts, reason):
    with pytest.raises(Refused) as refused:
        check_concepts(concepts, "bad.tsv")
    assert reason in str(refused.value)
    assert str(refused.value).startswith("bad.tsv: ")

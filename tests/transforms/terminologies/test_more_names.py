import pytest

from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from transforms.terminologies.more_names import with_more_names

KIDNEY = Concept("D1", "Kidney Diseases", ("Nephropathy",), label="Disease")


@pytest.fixture
def table(tmp_path):
    def table(text):
        path = tmp_path / "names.tsv"
        path.write_text(text, encoding="utf-8")
        return path

    return table


def test_a_concept_gets_the_names_of_its_id(table):
    path = table("id\tname\nD1\tBright disease\nD2\tgout\n")
    assert list(with_more_names([KIDNEY], path)) == [KIDNEY._replace(synonyms=("Nephropathy", "Bright disease"))]


def test_the_table_of_nlm_is_read_without_permuted_terms(table):
    path = table("DescriptorUI\tTermName\tIsPermutedTermYN\nD1\tBright disease\tN\nD1\tdisease, Bright\tY\n")
    assert list(with_more_names([KIDNEY], path)) == [KIDNEY._replace(synonyms=("Nephropathy", "Bright disease"))]


@pytest.mark.parametrize(("text", "why"), [("a\tb\n", "the columns id and name"), ("id\tname\nD1\n", "2 fields")])
def test_other_tables_are_refused(table, text, why):
    with pytest.raises(Refused, match=why):
        list(with_more_names([KIDNEY], table(text)))

import pytest

from training.corpora.gold import GoldDocument, Mention
from training.corpora.pubtator import read_documents

HEAD = ["12|t|Lithium.", "12|a|It harms."]


def test_the_text_is_title_space_abstract():
    assert [document.text for document in read_documents(HEAD)] == ["Lithium. It harms."]


def test_mentions_come_in_the_order_of_the_text_with_their_concepts():
    lines = [*HEAD, "12\t12\t17\tharms\tDisease\tD1", "12\t0\t7\tLithium\tChemical\tD8"]
    mentions = (Mention(0, 7, "Chemical"), Mention(12, 17, "Disease"))
    assert list(read_documents(lines)) == [GoldDocument("12", "Lithium. It harms.", mentions, ("D8", "D1"))]


def test_relations_are_passed_over():
    assert next(read_documents([*HEAD, "12\tCID\tD8\tD1"])).mentions == ()


def test_a_composite_mention_is_one_mention():
    lines = [*HEAD, "12\t9\t17\tIt harms\tDisease\tD1|D2\tIt|harms"]
    assert next(read_documents(lines)).mentions == (Mention(9, 17, "Disease"),)


def test_documents_are_parted_by_any_number_of_empty_lines():
    lines = ["", *HEAD, "", "", "13|t|A|b.", "13|a|", ""]
    assert [document.doc_id for document in read_documents(lines)] == ["12", "13"]


def test_bars_belong_to_the_text():
    assert next(read_documents(["13|t|A|b.", "13|a|c|t|d"])).text == "A|b. c|t|d"


def test_line_ends_of_windows_are_no_part_of_the_text():
    assert next(read_documents(["12|t|Lithium.\r\n", "12|a|It harms.\r\n"])).text == "Lithium. It harms."


def test_a_mention_that_is_not_the_text_there_is_refused():
    with pytest.raises(ValueError, match=r"line:3: .*'lithium', where the text of 12 has 'Lithium'"):
        list(read_documents([*HEAD, "12\t0\t7\tlithium\tChemical\tD8"]))


@pytest.mark.parametrize("line", ["12 0 7 Lithium", "99\t0\t7\tLithium\tChemical\tD8"])
def test_a_line_that_is_no_part_of_its_document_is_refused(line):
    with pytest.raises(ValueError, match="neither a mention nor a relation"):
        list(read_documents([*HEAD, line]))


def test_a_document_without_abstract_is_refused():
    with pytest.raises(ValueError, match="expected a title and an abstract"):
        list(read_documents(["12|t|Lithium."]))

from lxml import etree

from tests.exported import annotated, write


def test_a_control_character_is_replaced_in_place_and_the_passage_says_which_it_was(tmp_path):
    notes = write("bioc_xml", [annotated("1", "a\x01b\x0bZinc", ("Zinc", "Chemical"))], tmp_path)
    passage = etree.parse(str(tmp_path / "part.bioc.xml")).find("document/passage")
    assert passage.findtext("text") == "a\ufffdb\ufffdZinc"
    assert passage.findtext("infon[@key='control_characters']") == "1:U+0001 3:U+000B"
    assert passage.find("annotation/location").attrib == {"offset": "4", "length": "4"}
    assert notes == {"control_character": 2}


def test_carriage_returns_and_markup_come_back(tmp_path):
    write("bioc_xml", [annotated("1", "a\r\nb\rc <i>&amp;</i> ]]>")], tmp_path)
    assert etree.parse(str(tmp_path / "part.bioc.xml")).findtext(".//text") == "a\r\nb\rc <i>&amp;</i> ]]>"


def test_an_export_without_documents_is_a_collection(tmp_path):
    write("bioc_xml", [], tmp_path)
    assert etree.parse(str(tmp_path / "part.bioc.xml")).getroot().tag == "collection"

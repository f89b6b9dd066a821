import pytest


def test_titles_and_abstracts_without_their_styles(read, miniature):
    first, second = read(miniature("endnote.xml"), "library.xml")
    assert (first.doc_id, first.text) == ("90000901", "Warfarin in E. coli Warfarin caused haemorrhage.")
    assert (second.doc_id, second.text, second.source[-2:]) == ("8", "Title alone", "#2")


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("<record><titles><title>No id</title></titles></record>", "missing_id"),
        ("<record><rec-number>2</rec-number></record>", "missing_text"),
        ("<record><rec-number>2</rec-number><titles></record>", "malformed_xml"),
    ],
)
def test_a_bad_record_leaves_its_neighbours(read, record, reason):
    whole = "<record><rec-number>{0}</rec-number><titles><title>{0}</title></titles></record>"
    first, bad, last = read(f"<xml><records>{whole.format(1)}{record}{whole.format(3)}</records></xml>".encode())
    assert (first.text, bad.reason, last.text) == ("1", reason, "3")


def test_an_empty_library(read):
    assert read(b"<xml><records></records></xml>") == []


def test_other_xml_with_records_is_not_of_it(read):
    (bad,) = read(b"<records><record><a/></record></records>", "a.xml")
    assert bad.reason == "unknown_format"

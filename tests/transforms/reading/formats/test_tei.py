import pytest

from transforms.reading.record import ReadOptions


def sections(document):
    return [
        (section.name, section.heading, document.text[section.start : section.end]) for section in document.sections
    ]


def test_sections_of_an_article(read, miniature):
    (document,) = read(miniature("article.tei.xml"))
    assert document.doc_id == "10.9999/x.302"
    assert sections(document) == [
        ("title", None, "Lithium and the kidney"),
        ("abstract", None, "Lithium may harm. We asked whether it does."),
        ("introduction", "Introduction", "Introduction"),
        ("introduction", "Introduction", "Lithium is a salt [1]. Others tried it in rats 1 and mice."),
        ("methods", "Materials and methods", "Materials and methods"),
        ("methods", "Materials and methods", "We had rats."),
        ("methods", "Outcomes", "Outcomes"),
        ("methods", "Outcomes", "The dose was  daily, Ca2+ was measured."),
        ("methods", "Outcomes", "First we weighed."),
        ("body", "Lithium at night", "Lithium at night"),
        ("body", "Lithium at night", "None was given."),
        ("caption", "Figure 1", "Figure 1 ."),
        ("caption", "Figure 1", "Tubules of a rat."),
        ("caption", "Table 1", "Table 1 . Doses"),
        ("caption", "Table 1", "Doses given."),
        ("table", "Table 1", "Drug\tDose"),
        ("table", "Table 1", "Lithium\t12 mg"),
        ("table", "Table 1", "A note."),
        ("body", None, "Written at night."),
        ("appendix", "Appendix A", "Appendix A"),
        ("appendix", "Appendix A", "More rats."),
    ]


def test_references_are_read_where_they_are_asked_for(read, miniature):
    (document,) = read(miniature("article.tei.xml"), options=ReadOptions(references=True))
    assert sections(document)[-1] == ("references", None, "On lithium A Nobody J Invent 7")


@pytest.mark.parametrize("name", ["a.b.tei.xml", "a.b.grobid.tei.xml", "a.b.xml"])
def test_without_an_id_the_file_gives_its_name(read, name):
    (document,) = read(b"<TEI><text><body><div><p>Rats.</p></div></body></text></TEI>", name)
    assert (document.doc_id, document.text) == ("a.b", "Rats.")


def test_the_id_of_pmc_goes_before_all_others(read):
    ids = '<idno type="DOI">10.1/x</idno><idno type="PMID">8</idno><idno type="PMCID">PMC7</idno>'
    header = f"<fileDesc><sourceDesc><biblStruct>{ids}</biblStruct></sourceDesc></fileDesc>"
    (document,) = read(f"<TEI><teiHeader>{header}</teiHeader><text/></TEI>".encode())
    assert (document.doc_id, document.text) == ("PMC7", "")


def test_many_articles_in_a_corpus(read):
    article = "<TEI><text><body><div><p>%s</p></div></body></text></TEI>"
    outcomes = read(f"<teiCorpus>{article % 'One.'}{article % '<b>'}</teiCorpus>".encode(), "a.xml")
    assert (outcomes[0].text, outcomes[1].reason) == ("One.", "malformed_xml")


def test_without_text_it_is_no_article(read):
    (bad,) = read(b"<TEI><teiHeader/></TEI>")
    assert bad.reason == "not_tei"


def test_truncated(read, miniature):
    (bad,) = read(miniature("article.tei.xml")[:-100])
    assert bad.reason == "truncated"

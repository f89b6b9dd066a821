import gzip

import pytest
from lxml import etree

LEFT_OUT = "ref-list disp-formula inline-formula math tex-math table table-wrap-foot label object-id permissions"


def test_sections_of_an_article(read, miniature):
    (document,) = read(miniature("article.nxml"))
    assert document.doc_id == "PMC9900301"
    assert [(section.name, document.text[section.start : section.end]) for section in document.sections] == [
        ("title", "Lithium and the kidney"),
        ("title", "A cohort"),
        ("abstract", "Background"),
        ("abstract", "Lithium may harm."),
        ("body", "A paragraph before any section."),
        ("body", "Methods"),
        ("body", "We gave Li+ to rats1, where  is the dose: and then"),
        ("body", "first item"),
        ("body", "second item"),
        ("body", "we stopped."),
        ("caption", "Kidneys."),
        ("caption", "Tubules of a rat."),
        ("caption", "Doses given."),
        ("appendix", "Appendix"),
        ("appendix", "More rats."),
    ]


def test_an_empty_line_between_sections(read, miniature):
    (document,) = read(miniature("article.nxml"))
    assert document.text.startswith("Lithium and the kidney\n\nA cohort\n\nBackground\n\n")


@pytest.mark.parametrize(
    ("ids", "doc_id"),
    [
        ('<article-id pub-id-type="pmcid">PMC7</article-id><article-id pub-id-type="pmid">8</article-id>', "PMC7"),
        ('<article-id pub-id-type="doi">10.1/x</article-id><article-id pub-id-type="pmid">8</article-id>', "8"),
        ('<article-id pub-id-type="doi">10.1/x</article-id>', "10.1/x"),
    ],
)
def test_the_best_id_there_is(read, ids, doc_id):
    (document,) = read(f"<article><front><article-meta>{ids}</article-meta></front></article>".encode())
    assert (document.doc_id, document.text) == (doc_id, "")


def test_without_id(read):
    (bad,) = read(b"<article><front><article-meta/></front><body><p>Text.</p></body></article>")
    assert bad.reason == "missing_id"


def test_old_articles_that_are_not_jats(read):
    (bad,) = read(b"<?xml version='1.0'?><!DOCTYPE art SYSTEM 'article.dtd'><art><ui>7</ui></art>", "a.xml")
    assert bad.reason == "not_jats"
    (forced,) = read(b"<art><ui>7</ui></art>", "b.xml", format="jats")
    assert (forced.reason, forced.detail) == ("not_jats", "the root element is art")


def test_many_articles_in_a_set(read):
    article = (
        '<article xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/"><front><article-meta>'
        '<article-id pub-id-type="pmid">%d</article-id></article-meta></front><body><p>%s</p></body></article>'
    )
    data = (
        f"<pmc-articleset>{article % (1, 'One.')}{article % (2, 'Two. <b>')}{article % (3, 'Three.')}</pmc-articleset>"
    )
    first, bad, last = read(data.encode())
    assert (first.text, bad.reason, last.text) == ("One.", "malformed_xml", "Three.")


def test_truncated(read, miniature):
    (bad,) = read(miniature("article.nxml")[:-100])
    assert bad.reason == "truncated"


def test_real_articles_hold_the_text_of_an_independent_parse(read, shared):
    files = sorted(shared("formats/jats").glob("*.nxml.gz"))
    assert len(files) == 32
    for file in files:
        (document,) = read(file.read_bytes(), file.name)
        assert squeezed(document.text) == independent(gzip.decompress(file.read_bytes())), file.name


def test_real_files_that_are_not_jats(read, shared):
    files = sorted(shared("formats/not_jats").glob("*.gz"))
    assert [bad.reason for file in files for bad in read(file.read_bytes())] == ["not_jats"] * 4


def squeezed(text: str) -> str:
    return "".join(text.split())


def independent(data: bytes) -> str:
    """Takes away what is left out, then all text of the parts in order."""
    article = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True))
    etree.strip_elements(article, *(f"{{*}}{name}" for name in LEFT_OUT.split()), with_tail=False)
    paths = ["front//article-title", "front//subtitle", "front//abstract", "front//trans-abstract"]
    paths += ["body", "floats-group", "back//app"]
    return squeezed("".join(text for path in paths for part in article.iterfind(path) for text in part.itertext()))

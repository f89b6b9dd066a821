import gzip

import pytest
from lxml import etree

from transforms.reading.record import ReadOptions

LEFT_OUT = "ref-list disp-formula inline-formula math tex-math label object-id permissions"


def sections(document):
    return [
        (section.name, section.heading, document.text[section.start : section.end]) for section in document.sections
    ]


def test_sections_of_an_article(read, miniature):
    (document,) = read(miniature("article.nxml"))
    assert document.doc_id == "PMC9900301"
    assert sections(document) == [
        ("title", None, "Lithium and the kidney"),
        ("title", None, "A cohort"),
        ("abstract", "Background", "Background"),
        ("abstract", "Background", "Lithium may harm."),
        ("body", None, "A paragraph before any section."),
        ("methods", "Methods", "Methods"),
        ("methods", "Methods", "We gave Li+ to rats 1, where  is the dose: and then"),
        ("methods", "Methods", "first item"),
        ("methods", "Methods", "second item"),
        ("methods", "Methods", "we stopped."),
        ("caption", "Figure 1", "Kidneys."),
        ("caption", "Figure 1", "Tubules of a rat."),
        ("caption", "Table 1", "Doses given."),
        ("table", "Table 1", "12 mg"),
        ("table", "Table 1", "A note."),
        ("appendix", "Appendix", "Appendix"),
        ("appendix", "Appendix", "More rats."),
    ]


def test_references_are_read_where_they_are_asked_for(read, miniature):
    (document,) = read(miniature("article.nxml"), options=ReadOptions(references=True))
    assert sections(document)[-1] == ("references", None, "Nobody. On lithium. 1999.")


def test_parts_of_a_reference_are_not_glued(read):
    reference = (
        "<ref><label>1</label><element-citation><person-group><name><surname>Nobody</surname><given-names>A</given-names>"
        "</name></person-group><article-title>On <italic>E</italic>. coli</article-title><year>1999</year>"
        "</element-citation></ref>"
    )
    (document,) = read(article(f"<back><ref-list>{reference}</ref-list></back>"), options=ReadOptions(references=True))
    assert document.text == "Nobody A On E. coli 1999"


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        ('<sec sec-type="materials|methods"><title>Rats</title><p>We.</p></sec>', "methods"),
        ('<sec sec-type="intro"><p>We.</p></sec>', "introduction"),
        ('<sec sec-type="conclusions"><title>Discussion</title><p>We.</p></sec>', "discussion"),
        ("<sec><title>3. RESULTS AND DISCUSSION</title><p>We.</p></sec>", "results"),
        ("<sec><title>Methods</title><sec><title>Outcomes</title><p>We.</p></sec></sec>", "methods"),
        ("<sec><title>Study 2</title><sec><title>Results</title><p>We.</p></sec></sec>", "results"),
        ("<sec><title>Lithium</title><p>We.</p></sec>", "body"),
        ("<sec><title>Results</title><boxed-text><caption><p>We.</p></caption></boxed-text></sec>", "caption"),
    ],
)
def test_kind_of_a_section(read, section, kind):
    (document,) = read(article(f"<body>{section}</body>"))
    assert sections(document)[-1][::2] == (kind, "We.")


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        ('rats<xref ref-type="bibr">1</xref>and', "rats 1 and"),
        ('rats [<xref ref-type="bibr">1</xref>]', "rats [1]"),
        ('<bold>Drug</bold><xref ref-type="table-fn">a</xref>', "Drug a"),
        ('Fig. <xref ref-type="fig">1</xref>B', "Fig. 1B"),
        ("rats<sup>1,2</sup> slept", "rats 1,2 slept"),
        ("5 cm<sup>2</sup>", "5 cm2"),
        ("Ca<sup>2+</sup>, 10<sup>5</sup> and CO<sub>2</sub>", "Ca2+, 105 and CO2"),
        ("<italic>p</italic>-value of m<italic>RN</italic>A", "p-value of mRNA"),
        ("of<inline-formula><tex-math>x</tex-math></inline-formula>rats", "of rats"),
        ("<label>a</label>rats", "rats"),
        ("one<break/>two", "one two"),
    ],
)
def test_marks_are_not_glued_to_words_and_mark_up_cuts_none(read, paragraph, text):
    (document,) = read(article(f"<body><p>{paragraph}</p></body>"))
    assert document.text == text


def test_a_row_of_a_table_is_a_section_with_tabs_between_its_cells(read):
    row = "<tr><td>Lithium<break/>carbonate</td><td/><td><p>12 mg</p><p>daily</p></td></tr>"
    table = f"<table-wrap><label>Table 2</label><table><tbody>{row}{row}</tbody></table></table-wrap>"
    (document,) = read(article(f"<body><sec><title>Results</title>{table}<p>So.</p></sec></body>"))
    assert sections(document)[1:] == [("table", "Table 2", "Lithium carbonate\t12 mg daily")] * 2 + [
        ("results", "Results", "So.")
    ]


def test_reading_takes_time_in_proportion_to_the_length(read):
    paragraph = "<p>We gave <italic>it</italic> to rats<sup>1</sup>.</p><table><tr><td>1</td><td>2</td></tr></table>"
    (document,) = read(article(f"<body><sec><title>Methods</title>{paragraph * 20_000}</sec></body>"))
    assert len(document.sections) == 40_001


def test_deep_mark_up_is_read(read):
    (document,) = read(article(f"<body><p>{'<italic>' * 200}rats{'</italic>' * 200}</p></body>"))
    assert document.text == "rats"


def article(rest: str) -> bytes:
    meta = '<article-meta><article-id pub-id-type="pmid">8</article-id></article-meta>'
    return f"<article><front>{meta}</front>{rest}</article>".encode()


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

import gzip

import pytest
from lxml import etree

from transforms.records import DeadLetter, Deletion, Document, Section


def test_titles_labels_and_other_abstracts(read, miniature):
    first, letter, *_ = read(miniature("medline_2016.xml"))
    assert first.doc_id == "90000101"
    assert first.text == (
        "Aspirin and asthma. "
        "BACKGROUND: Aspirin may provoke asthma. RESULTS: It did in 3 of 40 patients (p < 0.05). "
        "La aspirina puede provocar asma."
    )
    assert first.sections == (
        Section("title", 0, 19),
        Section("abstract", 20, 107),
        Section("other_abstract", 108, 140),
    )
    assert letter.text == "A letter without an abstract."


def test_markup_mathematics_and_characters(read, miniature):
    documents = read(miniature("pubmed_2025.xml"))
    assert documents[0].text == "Ca2+ in E. coli & yeast. Levels of H2O2 rose to x=5 μM."


def test_indentation_is_no_text(read, miniature):
    assert read(miniature("pubmed_2025.xml"))[1].text == "An indented title on two lines."


def test_later_versions_have_their_own_id(read, miniature):
    ids = [document.doc_id for document in read(miniature("pubmed_2025.xml"))]
    assert ids == ["90000201", "90000202.2", "90000203", "90000204"]
    assert [document.version for document in read(miniature("pubmed_2025.xml"))] == [1, 2, 1, 1]


def test_vernacular_title_where_there_is_no_other(read, miniature):
    assert read(miniature("pubmed_2025.xml"))[2].text == "Ein Titel."


def test_books(read, miniature):
    assert read(miniature("pubmed_2025.xml"))[3].text == "Lithium Lithium is used in mania."


ARTICLE = (
    "<PubmedArticle><MedlineCitation><PMID>%d</PMID><Article><ArticleTitle>%s</ArticleTitle></Article>"
    "</MedlineCitation></PubmedArticle>\n"
)


def articles(*titles: str) -> str:
    return "".join(ARTICLE % (number, title) for number, title in enumerate(titles, start=1))


def article_set(*titles: str) -> bytes:
    return f"<PubmedArticleSet>{articles(*titles)}</PubmedArticleSet>".encode()


def test_named_characters_of_html(read):
    (document,) = read(article_set("&alpha;-Tocopherol&nbsp;&lt;5 &micro;g"))
    assert document.text == "α-Tocopherol\xa0<5 µg"


@pytest.mark.parametrize(
    "damaged",
    ["<i>never closed", "a < b", "&nosuchname;", "\x0b", "</ArticleTitle>", "<!-- ", "<![CDATA[", "<a b=1/>", "</r>"],
)
def test_malformed_citation_leaves_its_neighbours(read, damaged):
    first, bad, last = read(article_set("One.", damaged, "Three."))
    assert (first.text, last.text) == ("One.", "Three.")
    assert (bad.reason, bad.doc_id, bad.source[-2:]) == ("malformed_xml", "2", "#2")


def test_invalid_utf8_costs_one_citation(read):
    first, bad, last = read(article_set("One.", "caf\xe9", "Three.").replace("é".encode(), b"\xe9"))
    assert (first.text, bad.reason, last.text) == ("One.", "malformed_xml", "Three.")


def test_lost_end_tag_costs_one_citation(read):
    data = article_set("One.", "Two.", "Three.").replace(b"</PubmedArticle>", b"", 1)
    bad, second, third = read(data)
    assert (bad.reason, second.text, third.text) == ("malformed_xml", "Two.", "Three.")


def test_lost_start_tag_costs_nothing(read):
    data = article_set("One.", "Two.", "Three.").replace(b"<PubmedArticle>", b"", 1)
    assert [record.doc_id for record in read(data)] == ["1", "2", "3"]


def test_without_pmid(read):
    (bad,) = read(article_set("One.").replace(b"<PMID>1</PMID>", b""))
    assert bad.reason == "missing_id"


def test_same_pmid_twice_and_two_versions(read):
    data = (
        article_set("One.", "Two.", "Three.")
        .replace(b"<PMID>2", b"<PMID>1")
        .replace(b"<PMID>3", b'<PMID Version="2">1')
    )
    assert [record.doc_id for record in read(data)] == ["1", "1", "1.2"]
    assert [type(record) for record in read(data)] == [Document, DeadLetter, Document]


def test_deletions(read):
    data = article_set("One.").replace(
        b"</PubmedArticleSet>",
        b'<DeleteCitation><PMID Version="1">7</PMID>\n<PMID Version="2">8</PMID></DeleteCitation></PubmedArticleSet>',
    )
    document, *deletions = read(data, "x.xml")
    source = document.source.replace("#1", "#2")
    assert deletions == [Deletion("7", source), Deletion("8", source, version=2)]


def test_deletions_that_cannot_be_parsed_are_a_dead_letter(read):
    (letter,) = read(b"<PubmedArticleSet><DeleteCitation><PMID>1</PMD></DeleteCitation></PubmedArticleSet>")
    assert letter.reason == "malformed_xml"


def test_a_version_that_is_no_number(read):
    (letter,) = read(article_set("One.").replace(b"<PMID>", b'<PMID Version="x">'))
    assert (letter.reason, letter.detail) == ("bad_version", "PMID with the version 'x'")


def test_retractions_and_errata_are_flags(read):
    corrections = b"".join(
        b'<CommentsCorrections RefType="%s"><RefSource>J</RefSource></CommentsCorrections>' % kind
        for kind in (b"RetractionIn", b"Cites", b"ErratumIn", b"CommentIn")
    )
    data = article_set("One.").replace(
        b"</MedlineCitation>",
        b"<CommentsCorrectionsList>%s</CommentsCorrectionsList></MedlineCitation>" % corrections,
    )
    (document,) = read(data)
    assert document.flags == ("ErratumIn", "RetractionIn")


def test_truncated_inside_a_citation(read):
    first, bad = read(article_set("One.", "Two.")[:-60])
    assert (first.text, bad.reason, bad.source[-2:]) == ("One.", "truncated", "#2")


def test_truncated_between_citations(read):
    first, bad = read(article_set("One.")[:-20])
    assert (first.text, bad.reason, bad.source[-2:]) == ("One.", "truncated", "#2")


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16", "windows-1252"])
def test_declared_encodings(read, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?><PubmedArticleSet>{articles("Café.")}</PubmedArticleSet>'
    (document,) = read(text.encode(encoding))
    assert document.text == "Café."


@pytest.mark.parametrize("name", ["nonsense-9", "base64", "idna"])
def test_unknown_encoding(read, name):
    (bad,) = read(f'<?xml version="1.0" encoding="{name}"?>'.encode() + article_set("One."))
    assert bad.reason == "unknown_encoding"


@pytest.mark.parametrize("name", ["medline16n0902.xml.gz", "pubmed-29768149.xml", "test_current_medline.xml.gz"])
def test_real_files_hold_the_text_of_an_independent_parse(read, shared, name):
    data = shared(f"formats/medline/{name}").read_bytes()
    root = etree.fromstring(gzip.decompress(data) if name.endswith("gz") else data)
    documents = [record for record in read(data) if isinstance(record, Document)]
    citations = list(root.iter("MedlineCitation"))
    assert len(documents) == len(citations) == {"m": 604, "p": 1, "t": 4}[name[0]]
    for document, citation in zip(documents, citations, strict=True):
        parts = [citation.find("Article/ArticleTitle"), *citation.iter("AbstractText")]
        words = [word for part in parts for word in f"{part.get('Label', '')} {''.join(part.itertext())}".split()]
        assert document.doc_id == citation.findtext("PMID")
        assert document.text.replace(":", "").split() == " ".join(words).replace(":", "").split()


@pytest.mark.parametrize("version", ["2147483648", "9" * 5000, "-1", "1.0", "²", ""])
def test_a_version_that_is_no_number_of_32_bits_costs_its_own_citation(read, version):
    citation = "<MedlineCitation><PMID Version='{}'>{}</PMID></MedlineCitation>"
    deletion = "<DeleteCitation><PMID Version='{}'>7</PMID></DeleteCitation>"
    records = [citation.format(1, 5), citation.format(version, 6), deletion.format(version), citation.format(1, 8)]
    first, bad, undeleted, last = read(f"<MedlineCitationSet>{''.join(records)}</MedlineCitationSet>".encode())
    assert (first.doc_id, last.doc_id) == ("5", "8")
    assert (bad.reason, undeleted.reason) == ("bad_version", "bad_version")

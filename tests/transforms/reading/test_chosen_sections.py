import pytest

from transforms.reading.chosen_sections import choose_sections
from transforms.reading.record import Part, ReadOptions, document_of

ARTICLE = document_of(
    "1", "a#1", [Part("title", "On rats."), Part("abstract", "They sleep."), Part("methods", "We saw.")]
)


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["title", "abstract"], "On rats. They sleep."),
        (["title", "methods"], "On rats. We saw."),
        (["methods"], "We saw."),
        (["results"], ""),
        ([], "On rats. They sleep. We saw."),
    ],
)
def test_the_named_sections_are_the_text(names, text):
    assert choose_sections(ARTICLE, names).text == text


def test_sections_hold_their_text():
    chosen = choose_sections(ARTICLE, ["abstract", "methods"])
    assert [(section.name, chosen.text[section.start : section.end]) for section in chosen.sections] == [
        ("abstract", "They sleep."),
        ("methods", "We saw."),
    ]


def test_a_text_without_sections_stays_whole():
    document = ARTICLE._replace(sections=())
    assert choose_sections(document, ["abstract"]) is document


def test_readers_read_the_named_sections_alone(read, miniature):
    (document,) = read(miniature("article.nxml"), options=ReadOptions(sections=("title", "table")))
    assert document.text == "Lithium and the kidney\n\nA cohort\n\n12 mg\n\nA note."

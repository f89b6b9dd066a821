import pytest

from training.corpora.no_chemicals import no_chemicals
from training.corpora.partial import outside_id
from training.corpora.tagged_corpus import Sentence

LABELS = ("Chemical", "Gene", "Variant")
GENES = outside_id(LABELS, {"Gene"})
GENES_NO_CHEMICALS = outside_id(LABELS, {"Gene", "Chemical"})


def marked(text, annotated=("Gene",)):
    """The words of a sentence without mentions that are told to be no chemicals."""
    words = text.split()
    sentence = Sentence(words, [outside_id(LABELS, annotated)] * len(words))
    (told,) = no_chemicals([sentence], LABELS, set(annotated))
    return [word for word, tag in zip(words, told.tags, strict=True) if tag != outside_id(LABELS, annotated)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A SNP and two nucleotides in the gene", ["SNP", "nucleotides"]),
        ("Gln / Gln and ARG carriers", ["Gln", "Gln", "ARG"]),
        ("one amino acid of these", ["amino", "acid"]),
        ("an amino - acid change", ["amino", "-", "acid"]),
        ("fatty acid and an amino group", []),
        ("valine in the diet", []),
    ],
)
def test_texts_on_genes_tell_these_words_from_chemicals(text, found):
    assert marked(text) == found


def test_texts_on_variants_tell_names_of_residues_too():
    assert marked("glutamic acid for valine , not lipid", ("Gene", "Variant")) == ["glutamic", "valine"]


def test_mentions_stay_as_they_are():
    sentence = Sentence(["SNP", "1"], [3, 4])
    assert no_chemicals([sentence], LABELS, {"Gene"}) == [sentence]


def test_they_may_be_of_labels_that_the_corpus_does_not_annotate():
    (told,) = no_chemicals([Sentence(["SNP", "here"], [GENES, GENES])], LABELS, {"Gene"})
    assert told.tags == [GENES_NO_CHEMICALS, GENES]


@pytest.mark.parametrize("annotated", [("Chemical", "Gene"), ("Disease",)])
def test_corpora_that_annotate_chemicals_or_no_genes_say_nothing_more(annotated):
    assert marked("A SNP here", annotated) == []


def test_a_tagger_without_chemicals_needs_none_of_this():
    sentence = Sentence(["SNP"], [outside_id(("Gene", "Variant"), {"Gene"})])
    assert no_chemicals([sentence], ("Gene", "Variant"), {"Gene"}) == [sentence]

import pytest

from ner_model.tags import tags_of
from training.corpora.no_chemicals import no_chemicals
from training.corpora.partial import outside_id, readings_of
from training.corpora.tagged_corpus import Sentence

LABELS = ("Chemical", "Gene", "Variant")
GENES = outside_id(LABELS, {"Gene"})
CHEMICALS_UNKNOWN = outside_id(LABELS, {"Gene"})
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
        ("the C - terminal and N terminus", ["C", "N"]),
        ("serine 473 and tyrosine - phosphorylated", ["serine", "tyrosine"]),
        ("histidine ( 12 ) of the leucine zipper", ["histidine", "leucine"]),
        ("fatty acid and an amino group , C , vitamin C", []),
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
def test_corpora_that_annotate_chemicals_or_no_genes_say_nothing_of_other_words(annotated):
    assert marked("A SNP here", annotated) == []


@pytest.mark.parametrize(
    ("text", "tags", "doubted"),
    [
        ("An Amino - acid here", [0, 1, 2, 2, 0], ["Amino", "-", "acid"]),
        ("SNP and nucleotides", [1, 0, 1], ["SNP", "nucleotides"]),
        ("amino acid esters", [1, 2, 2], []),
        ("amino acid genes", [3, 4, 4], []),
        ("Gln valine", [1, 1], ["Gln"]),
        ("its C - terminus has C", [0, 1, 0, 0, 0, 1], ["C"]),
        ("a tyrosine kinase and tyrosine", [0, 1, 0, 0, 1], ["tyrosine"]),
    ],
)
def test_chemicals_of_corpora_that_annotate_genes_too_may_be_none_of_them(text, tags, doubted):
    sentence = Sentence(text.split(), tags)
    (told,) = no_chemicals([sentence], LABELS, {"Chemical", "Gene"})
    assert [word for word, tag in zip(told.words, told.tags, strict=True) if tag == CHEMICALS_UNKNOWN] == doubted
    assert all(tag in (was, CHEMICALS_UNKNOWN) for was, tag in zip(tags, told.tags, strict=True))


def test_a_chemical_that_is_in_doubt_may_be_one_or_none():
    allowed = readings_of(LABELS)[CHEMICALS_UNKNOWN]
    assert [tag for tag, is_allowed in zip(tags_of(LABELS), allowed, strict=True) if is_allowed] == [
        "O",
        "B-Chemical",
        "I-Chemical",
        "B-Variant",
        "I-Variant",
    ]


def test_a_tagger_without_chemicals_needs_none_of_this():
    sentence = Sentence(["SNP"], [outside_id(("Gene", "Variant"), {"Gene"})])
    assert no_chemicals([sentence], ("Gene", "Variant"), {"Gene"}) == [sentence]

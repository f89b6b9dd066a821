import re

from hypothesis import assume, given
from hypothesis import strategies as st

from training.corpora.gold import GoldDocument, Mention
from training.corpora.residues import LETTERS, NAMES
from training.corpora.spelt_out import spelt_out

residues = st.sampled_from(sorted(LETTERS))
numbers = st.integers(1, 5000)


def document_of(*parts):
    """A text of pieces, each of which is a mention if it has a label."""
    text, mentions = "", []
    for piece, label in parts:
        if label:
            mentions.append(Mention(len(text), len(text) + len(piece), label))
        text += piece
    return GoldDocument("1", text, tuple(mentions))


def named(document):
    return [(document.text[start:end], label) for start, end, label in document.mentions]


@given(residues, numbers, residues, st.integers(0, 1000))
def test_the_mention_is_the_variant_as_it_is_spelt_out_and_the_others_stay(was, number, came, seed):
    assume(not {was, came} <= set("ACGT"))  # which may be bases
    variant = f"{was}{number}{came}"
    document = document_of(
        ("Of ", ""), ("APOE", "Gene"), (", ", ""), (variant, "Variant"), (" and ", ""), ("gout", "Disease")
    )
    for written in spelt_out([document], seed):
        gene, (name, label), disease = named(written)
        assert (gene, label, disease) == (("APOE", "Gene"), "Variant", ("gout", "Disease"))
        assert name != variant
        for residue in (was, came):
            assert re.search("|".join(NAMES[LETTERS[residue]]), name)
        assert written.text.startswith("Of APOE, ")
        assert written.text.endswith(" and gout")


def test_the_same_seed_spells_alike_and_another_otherwise():
    documents = [document_of(("p.Arg399Gln", "Variant"), (f" in {n} patients", "")) for n in range(9)]
    one, again, other = (list(spelt_out(documents, seed)) for seed in (1, 1, 2))
    assert one == again != other
    assert len(one) == 9


def test_genotypes_follow_what_is_a_change_of_dna():
    for name in ("A1166C", "c.263C>T", "-521 C/T".replace(" ", "")):
        written = list(spelt_out([document_of((name, "Variant"), (" in it", ""))] * 20, seed=1))
        assert {named(each)[0] for each in written} == {(name, "Variant")}
        assert len({each.text for each in written}) > 3


def test_what_is_no_change_of_a_residue_or_a_base_is_left_out():
    for name, label in (("rs1052133", "Variant"), ("46delS", "Variant"), ("V158M", "Gene")):
        assert not list(spelt_out([document_of((name, label))], seed=1))


def test_of_mentions_that_overlap_the_first_stays():
    document = GoldDocument("1", "V158M", (Mention(0, 5, "Variant"), Mention(1, 4, "Gene")))
    assert [label for _, label in named(next(spelt_out([document], seed=1)))] == ["Variant"]

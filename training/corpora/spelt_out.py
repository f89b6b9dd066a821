"""Variants as authors spell them out, "valine to methionine at codon 158" for V158M, and genotypes behind them.

Corpora have few of these, and corpora of chemicals annotate the amino acids in them.
"""

import random
import re
from collections.abc import Iterable, Iterator

from training.corpora.gold import GoldDocument, Mention
from training.corpora.residues import LETTERS, NAMES

_PROTEIN = re.compile(
    r"(?:p\.)?\(?({names})[ -]?(\d+)[ -]?({names})\)?".format(names="|".join(sorted(LETTERS, key=len, reverse=True)))
)
_PLACES = (
    " at codon {n}",
    " in codon {n}",
    " at position {n}",
    " at residue {n}",
    " at amino acid {n}",
    " at amino acid position {n}",
    "",
)
# The residue that was there `b`, the one that came `a`, and the number `n`: b and a in full, B and A in three letters.
_CHANGES = (
    "{b} to {a} substitution{at}",
    "{b} to {a} change{at}",
    "{b}-to-{a} substitution{at}",
    "{b} to {a}{at}",
    "{b} by {a}{at}",
    "{b} with {a}{at}",
    "{a} for {b}{at}",
    "{a} instead of {b}{at}",
    "{b} by a {a}{at}",
    "{b} residue{at} to {a}",
    "{b}{at} to {a}",
    "{b} ({B}) to {a} ({A}) substitution{at}",
    "{b} ({B}) to {a} ({A}){at}",
    "{b} {n} to {a}",
    "{b} {n} by {a}",
    "{b}{n} to {a}",
    "{b}-{n} to {a}",
    "{b}-{n}-{a}",
    "{b}{n}{a}",
    "{B} to {A} substitution{at}",
    "{B} to {A}{at}",
    "{B}-->{A}{at}",
    "{B}/{A}{at}",
    "{B} by {A}{at}",
    "{n} {B}/{A}",
    "{B}({n})-->{A}",
)
_DNA = re.compile(r"(?:[cg]\.)?[-+]?\d*([ACGT])(?:\d+|>|/|-->| to )([ACGT])")
# What may follow a variant, of which no word is in a mention.
_GENOTYPES = (
    "",
    "",
    " ({B}/{B}, {B}/{A} and {A}/{A})",
    " ({B}/{A})",
    " ({A}/{A} versus {B}/{B})",
    " ({B}/{B} genotype)",
    " (carriers of {A})",
    " ({A} allele)",
    ", a change of one amino acid,",
    ", a single nucleotide polymorphism (SNP),",
)


_ALLELES = (
    "",
    " ({B}/{B}, {B}/{A} and {A}/{A})",
    " ({B}{B}, {B}{A} and {A}{A} genotypes)",
    " ({A}{A} versus {B}{B})",
    " ({B}/{A})",
    " ({A} allele)",
    " (carriers of {A})",
    ", a change of one nucleotide,",
    ", a single nucleotide polymorphism (SNP),",
)


def spelt_out(documents: Iterable[GoldDocument], seed: int) -> Iterator[GoldDocument]:
    """Documents that have such variants, each of which is spelt out in one way or another, drawn anew by the seed.

    >>> document = GoldDocument("1", "V158M is common.", (Mention(0, 5, "Variant"),))
    >>> next(spelt_out([document], seed=4)).text
    'valine residue in codon 158 to methionine is common.'
    """
    draw = random.Random(seed)
    for document in documents:
        written = _written(document, draw)
        if written.text != document.text:
            yield written


def _written(document: GoldDocument, draw: random.Random) -> GoldDocument:
    pieces, mentions, done, length = [], [], 0, 0
    for mention in sorted(document.mentions):
        if mention.start < done:
            continue  # it overlaps the one before
        before, name, behind = document.text[done : mention.start], document.text[mention.start : mention.end], ""
        if mention.label == "Variant":
            name, behind = _drawn(name, draw)
        start = length + len(before)
        mentions.append(Mention(start, start + len(name), mention.label))
        pieces += [before, name, behind]
        done, length = mention.end, start + len(name) + len(behind)
    return document._replace(text="".join(pieces) + document.text[done:], mentions=tuple(mentions), concepts=())


def _drawn(name: str, draw: random.Random) -> tuple[str, str]:
    """A variant, spelt out if it is of a protein, and what follows it; others stay as they are."""
    if dna := _DNA.fullmatch(name):
        was, came = dna.groups()
        return name, draw.choice(_ALLELES).format(B=was, A=came)
    if variant := _PROTEIN.fullmatch(name):
        was, number, came = variant.groups()
        (short_was, long_was), (short_came, long_came) = NAMES[LETTERS[was]], NAMES[LETTERS[came]]
        words = {"b": long_was, "a": long_came, "B": short_was, "A": short_came, "n": number}
        at = draw.choice(_PLACES).format(**words)
        return draw.choice(_CHANGES).format(**words, at=at), draw.choice(_GENOTYPES).format(**words)
    return name, ""

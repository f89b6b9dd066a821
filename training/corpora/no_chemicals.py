"""Words that corpora of chemicals annotate, and that are none in texts on genes: nucleotide, SNP, Gln, C-terminal.

Corpora of genes and variants say nothing of chemicals, so that nothing else would tell the two uses apart.
"""

import itertools
from collections.abc import Collection, Sequence

from training.corpora.partial import outside_id
from training.corpora.residues import NAMES
from training.corpora.tagged_corpus import Sentence, mentions_in

_OF_GENES = {"snp", "snps", "nucleotide", "nucleotides", "aa"} | {short.lower() for short, _ in NAMES.values()}
_AMINO_ACIDS = {word for _, name in NAMES.values() for word in name.split() if word != "acid"}
_OF_VARIANTS = _OF_GENES | _AMINO_ACIDS | {"aspartate", "glutamate", "adenine", "cytosine", "guanine", "thymine"}
# Before one of these, as before a number, an amino acid is a residue of a protein.
_OF_PROTEINS = (
    *("residue", "residues", "repeat", "repeats", "rich", "zipper", "zippers", "motif", "motifs"),
    *("kinase", "kinases", "phosphatase", "phosphatases", "phosphorylation", "phosphorylated"),
)


def no_chemicals(sentences: Sequence[Sentence], labels: Sequence[str], annotated: Collection[str]) -> list[Sentence]:
    """Sentences of a corpus that annotates some labels, where these words, outside of mentions, are no chemicals.

    Of a corpus that annotates both chemicals and genes, a chemical that is but one of these words may be none: those
    who look for what chemicals do to genes take them for chemicals, and other teams do not.
    """
    if "Chemical" not in labels or not {"Gene", "Variant"} & set(annotated):
        return list(sentences)
    if "Chemical" in annotated:
        undecided = outside_id(labels, set(annotated) - {"Chemical"})
        return [_doubted(sentence, labels, undecided) for sentence in sentences]
    outside, no_chemical = outside_id(labels, annotated), outside_id(labels, {*annotated, "Chemical"})
    names = _OF_VARIANTS if "Variant" in annotated else _OF_GENES
    return [_marked(sentence, names, outside, no_chemical) for sentence in sentences]


def _marked(sentence: Sentence, names: Collection[str], outside: int, no_chemical: int) -> Sentence:
    words = [word.lower() for word in sentence.words]
    tags = [
        no_chemical if tag == outside and _is_none(words, place, names) else tag
        for place, tag in enumerate(sentence.tags)
    ]
    return sentence._replace(tags=tags)


def _doubted(sentence: Sentence, labels: Sequence[str], undecided: int) -> Sentence:
    words, tags = [word.lower() for word in sentence.words], list(sentence.tags)
    for first, end in mentions_in(sentence, labels, "Chemical"):
        if all(_is_none(words, place, _OF_GENES) for place in range(first, end)):
            tags[first:end] = [undecided] * (end - first)
    return sentence._replace(tags=tags)


def _is_none(words: Sequence[str], place: int, names: Collection[str]) -> bool:
    return (
        words[place] in names
        or _is_amino_acid(words, place)
        or (words[place] in ("c", "n") and _next(words, place).startswith("termin"))
        or (words[place] in _AMINO_ACIDS and (_next(words, place) in _OF_PROTEINS or _next(words, place).isdigit()))
    )


def _is_amino_acid(words: Sequence[str], place: int) -> bool:
    """Whether a word is part of "amino acid", which may have a hyphen."""
    about = [word for word in words[max(place - 2, 0) : place + 3] if word != "-"]
    return words[place] in ("amino", "acid", "acids", "-") and any(
        pair in (("amino", "acid"), ("amino", "acids")) for pair in itertools.pairwise(about)
    )


def _next(words: Sequence[str], place: int) -> str:
    """The word behind another one, but for hyphens and brackets."""
    return next((word for word in words[place + 1 : place + 4] if word not in ("-", "(", ")")), "")

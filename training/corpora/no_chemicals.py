"""Words that corpora of chemicals annotate, and that name no chemical in texts on genes: nucleotide, SNP, Gln.

Corpora of genes and variants say nothing of chemicals, so that nothing else would tell the two uses apart.
"""

import itertools
from collections.abc import Collection, Sequence

from training.corpora.partial import outside_id
from training.corpora.residues import NAMES
from training.corpora.tagged_corpus import Sentence

_OF_GENES = {"snp", "snps", "nucleotide", "nucleotides", "aa"} | {short.lower() for short, _ in NAMES.values()}
_OF_VARIANTS = (
    _OF_GENES
    | {word for _, name in NAMES.values() for word in name.split() if word != "acid"}
    | {"aspartate", "glutamate", "adenine", "cytosine", "guanine", "thymine"}
)


def no_chemicals(sentences: Sequence[Sentence], labels: Sequence[str], annotated: Collection[str]) -> list[Sentence]:
    """Sentences of a corpus that annotates some labels, where these words, outside of mentions, are no chemicals."""
    if "Chemical" in annotated or "Chemical" not in labels or not {"Gene", "Variant"} & set(annotated):
        return list(sentences)
    outside, no_chemical = outside_id(labels, annotated), outside_id(labels, {*annotated, "Chemical"})
    names = _OF_VARIANTS if "Variant" in annotated else _OF_GENES
    return [_marked(sentence, names, outside, no_chemical) for sentence in sentences]


def _marked(sentence: Sentence, names: Collection[str], outside: int, no_chemical: int) -> Sentence:
    words = [word.lower() for word in sentence.words]
    tags = [
        no_chemical if tag == outside and (word in names or _is_amino_acid(words, place)) else tag
        for place, (word, tag) in enumerate(zip(words, sentence.tags, strict=True))
    ]
    return sentence._replace(tags=tags)


def _is_amino_acid(words: Sequence[str], place: int) -> bool:
    """Whether a word is part of "amino acid", which may have a hyphen."""
    about = [word for word in words[max(place - 2, 0) : place + 3] if word != "-"]
    return words[place] in ("amino", "acid", "acids", "-") and any(
        pair in (("amino", "acid"), ("amino", "acids")) for pair in itertools.pairwise(about)
    )

"""Abstracts that never were: words, new words and lengths come as often as in real ones.

On 2.4 million tokens of MEDLINE abstracts a sentence has 27 tokens, an abstract 9 sentences, and 363,000 tokens have
22,000 different words. Made by a seed, the texts are the same everywhere.
"""

import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

_COMMON = (
    "the of and in to with a for was were that by as patients is on from or at an this be are not after which had than "
    "study between treatment these we have has been group may during results who also both no using it but significant "
    "there effect clinical induced associated increased disease cases risk levels compared found therapy one two all"
)
_NAMES = (
    "aspirin lithium cocaine morphine heparin warfarin dopamine insulin cisplatin methotrexate ketamine haloperidol "
    "asthma hypertension seizures diabetes pain nausea hepatitis anemia epilepsy depression fibrosis stroke sepsis"
)
_STARTS = "re un pro neuro cardio hepat nephro immuno cyto gluco hyper hypo anti inter trans poly micro endo sub meta"
_MIDDLES = "ab ec id om ur al en ir os ut ac ex in ol un ar et is op um"
_ENDS = "ine ate ol azole amide one idine ase itis osis emia ic al ation ed ing ly s ity ous"
_CHEMICAL = ("{0}-methyl{1}", "{0},{2}-di{1}", "N-{1}", "{1}-{0}", "({0}R)-{1}")
_WORDS = 30_000
_EXPONENT = 1.3  # of Zipf's law
_SHIFT = 8  # of Mandelbrot's: the first words are not that frequent
_NEW = 0.015  # share of words that the vocabulary does not have: numbers, locants, misspellings


def documents(number: int, seed: int = 0) -> Iterator[dict[str, str]]:
    """Records as a JSON lines file holds them.

    >>> [sorted(record) for record in documents(1)]
    [['abstract', 'id', 'title']]
    """
    generator = np.random.default_rng(seed)
    words = np.array(vocabulary())
    shares = (np.arange(len(words)) + 1 + _SHIFT) ** -_EXPONENT
    until = np.cumsum(shares / shares.sum())
    for number_of_document in range(number):
        sizes = np.clip(generator.lognormal(3.1, 0.45, generator.integers(5, 15)), 3, 120).astype(int)
        drawn = words[np.minimum(np.searchsorted(until, generator.random(sizes.sum())), len(words) - 1)]
        title, *sentences = np.split(_with_new_words(drawn, generator), np.cumsum(sizes)[:-1])
        abstract = " ".join(_sentence(sentence, generator) for sentence in sentences)
        yield {"id": str(number_of_document), "title": _sentence(title, generator), "abstract": abstract}


def write_documents(path: Path, number: int, seed: int = 0) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in documents(number, seed))


@cache
def vocabulary() -> list[str]:
    """Words by falling frequency: those that hold a sentence together, then what science makes up, with names in it."""
    generator = random.Random(0)
    made = dict.fromkeys(_COMMON.split())
    starts, middles, ends, names = (parts.split() for parts in (_STARTS, _MIDDLES, _ENDS, _NAMES))
    while len(made) < _WORDS:
        parts = [generator.choice(part) for part in (starts, middles, middles, ends)]
        made["".join(parts[generator.randrange(4) :])] = None
        if len(made) % 40 == 0:
            made[generator.choice(names)] = None
    return list(made)


def _with_new_words(words: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    words = words.astype(object)
    for place in np.flatnonzero(generator.random(len(words)) < _NEW):
        first, second = generator.integers(1, 1000, 2)
        chemical = _CHEMICAL[first % len(_CHEMICAL)].format(first % 9, words[place], second % 9)
        words[place] = (chemical, f"{first}.{second}", f"{words[place]}{second}", f"{words[place]} ({first}%)")[
            first % 4
        ]
    return words


def _sentence(words: np.ndarray, generator: np.random.Generator) -> str:
    text = " ".join(words)
    if generator.random() < 0.6:
        text = text.replace(" and ", ", ")
    return f"{text[:1].upper()}{text[1:]}."

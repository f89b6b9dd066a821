"""Mentions for the terminology of conftest.py, of every kind that is looked up in another way."""

import itertools

_WORDS = [
    "acute",
    "kidneys",
    "renal",
    "failure",
    "failures",
    "stone",
    "brest",
    "tumour",
    "of",
    "xyzzy",
    "α",
    "neoplasms",
]
MENTIONS = [
    *(" ".join(words) for words in itertools.permutations(_WORDS, 2)),
    *(
        "",
        "±",
        "renal insufficiency",
        "ailing kidneys",
        "stony kidney failure",
        "Ro15-1788",
        "zinc acetate",
        "Zn",
        "thioctic acids",
        "ginkgolid",
        "LSD-induced psychosis",
        "nephrotoxicity-associated xyzzy",
    ),
    "word " * 40,
    "word " * 23,
    "a" * 300,
    "ﷺ" * 40,
    "\ud800 zinc",
    "zinc\0acetate",
]

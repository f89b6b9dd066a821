"""Spellings of one name made the same: case, accents, Greek letters, hyphens, plurals, British spelling, word order."""

import re
import unicodedata
from functools import lru_cache

_GREEK = {
    ord(letter): name
    for letters, name in (
        ("αΑ", "alpha"),
        ("βΒß", "beta"),
        ("γΓ", "gamma"),
        ("δΔ∆", "delta"),
        ("εΕ", "epsilon"),
        ("ζΖ", "zeta"),
        ("ηΗ", "eta"),
        ("θΘ", "theta"),
        ("κΚ", "kappa"),
        ("λΛ", "lambda"),
        ("μΜµ", "mu"),
        ("νΝ", "nu"),
        ("πΠ", "pi"),
        ("ρΡ", "rho"),
        ("σΣς", "sigma"),
        ("τΤ", "tau"),
        ("φΦ", "phi"),
        ("χΧ", "chi"),
        ("ψΨ", "psi"),
        ("ωΩ", "omega"),
    )
    for letter in letters
}
_WORD = re.compile(r"[^\W_]+")
AMERICAN = {
    "aemi": "emi",
    "haem": "hem",
    "oedem": "edem",
    "oestr": "estr",
    "oesoph": "esoph",
    "tumour": "tumor",
    "colour": "color",
    "diarrhoea": "diarrhea",
    "ischaem": "ischem",
    "paed": "ped",
    "foet": "fet",
    "sulph": "sulf",
    "isation": "ization",
    "ised": "ized",
    "leucocyt": "leukocyt",
    "gynae": "gyne",
    "anaes": "anes",
    "caes": "ces",
    "faec": "fec",
    "orrhoea": "orrhea",
    "dyspnoea": "dyspnea",
}
AT_END = frozenset(["ised"])  # of these, the ones that stand at the end of a word
_BRITISH = re.compile("|".join(f"{british}$" if british in AT_END else british for british in AMERICAN))
SMALL = frozenset(["a", "an", "and", "by", "due", "for", "in", "of", "on", "or", "the", "to", "with"])


def plain_words(name: str) -> list[str]:
    """The words of a name in lower case, without accents, Greek letters by their names.

    >>> plain_words("α-Lipoic acid")
    ['alpha', 'lipoic', 'acid']
    """
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.translate(_GREEK))
        name = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _WORD.findall(name.lower())


def stems(name: str) -> list[str]:
    """The words of a name that say what it is, in the singular and in American spelling.

    >>> stems("Tumours of the Kidneys")
    ['tumor', 'kidney']
    """
    return stems_of(plain_words(name))


def stems_of(words: list[str]) -> list[str]:
    return [stem(word) for word in words if word not in SMALL]


@lru_cache(1 << 16)
def american(word: str) -> str:
    """
    >>> american("sulphate"), american("anaemia")
    ('sulfate', 'anemia')
    """
    return _BRITISH.sub(lambda match: AMERICAN[match[0]], word)


@lru_cache(1 << 17)
def stem(word: str) -> str:
    """A word in the singular and in American spelling; words of three characters and less stay as they are."""
    if len(word) <= 3:
        return word
    word = american(word)
    if not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("oses", "yses", "eses", "stases", "itides")):
        return word[:-2] + "is"
    return word[:-2] if word.endswith(("xes", "sses", "ches", "shes")) else word[:-1]


def sorted_key(words: list[str]) -> str:
    """What names share that have the same stems, in any order.

    >>> sorted_key(stems("Failure, Renal")) == sorted_key(stems("renal failures"))
    True
    """
    return " ".join(sorted(words))

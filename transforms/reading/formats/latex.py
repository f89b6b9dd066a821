"""LaTeX of titles and abstracts as the characters that it stands for."""

import re
import unicodedata

# Of \'e and the like: the accent as a combining character.
_ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "d": "\u0323",
    "b": "\u0331",
    "r": "\u030a",
}
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å",
    "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "th": "þ",
}  # fmt: skip
_SYMBOLS = {
    "times": "×", "pm": "±", "mp": "∓", "cdot": "·", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "neq": "≠",
    "approx": "≈", "sim": "∼", "infty": "∞", "rightarrow": "→", "to": "→", "leftarrow": "←", "degree": "°",
    "textdegree": "°", "circ": "°", "mu": "μ", "textmu": "µ", "prime": "′", "ldots": "…", "dots": "…",
    "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textbackslash": "\\",
    "textasciitilde": "~", "textregistered": "®", "texttrademark": "™", "copyright": "©", "varepsilon": "ε",
    "vartheta": "ϑ", "varphi": "φ",
}  # fmt: skip
_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lamda nu xi omicron pi rho sigma tau upsilon phi chi psi"
    " omega"
)
_TOKEN = re.compile(
    r"""\\(?P<accent>[`'^"~=.]|[uvHckdbr](?=\s|\{))\s{0,9}(?:\{\s{0,9}\\?(?P<braced>[A-Za-z])\s{0,9}\}|\\?(?P<bare>[A-Za-z]))"""
    r"""|\\(?P<command>[A-Za-z]{1,40})(?:\s{1,9}|\{\})?|\\(?P<escaped>.)|(?P<dash>---?)|(?P<tie>~)|(?P<quotes>``|'')"""
    r"""|[{}]|[_^](?=\{)""",
    re.DOTALL,
)
_SIGNS = re.compile(r"[\\{~]|--|''")
_SPACE = re.compile(r"\s+")
_MATHS = re.compile(r"(\\\$)|\$")
_ESCAPED = {" ": " ", "\n": " ", ",": " ", ";": " ", "(": "", ")": "", "[": "", "]": "", "/": "", "\\": " "}
_PLAIN = {"---": "—", "--": "–", "~": " ", "``": "“", "''": "”"}


def _greek() -> dict[str, str]:
    names = {name.replace("lamda", "lambda"): name for name in _GREEK.split()}
    small = {name: unicodedata.lookup(f"GREEK SMALL LETTER {known}") for name, known in names.items()}
    return small | {name.capitalize(): unicodedata.lookup(f"GREEK CAPITAL LETTER {names[name]}") for name in names}


_COMMANDS = _LETTERS | _SYMBOLS | _greek()


def plain_text(latex: str) -> str:
    r"""The text; commands that are not known leave what they are applied to. White space becomes one space.

    >>> plain_text(r"{DNA} of \emph{E. coli}, $\beta$-lactam and Caf{\'e} M{\"u}ller")
    'DNA of E. coli, β-lactam and Café Müller'
    """
    if latex.replace("\\$", "").count("$") % 2 == 0:  # or it is a currency
        latex = _MATHS.sub(lambda dollar: dollar[1] or "{}", latex)
    if _SIGNS.search(latex):
        latex = _TOKEN.sub(_character, latex)
    return _SPACE.sub(" ", latex).strip()


def _character(token: re.Match[str]) -> str:
    if token["accent"]:
        return unicodedata.normalize("NFC", (token["braced"] or token["bare"]) + _ACCENTS[token["accent"]])
    if token["command"]:
        return _COMMANDS.get(token["command"], "")
    if token["escaped"]:
        return _ESCAPED.get(token["escaped"], token["escaped"])
    return _PLAIN.get(token[0], "")

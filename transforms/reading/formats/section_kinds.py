"""What the sections of an article are called, whatever its publisher calls them: one small table."""

import re

# Each with the beginnings of its headings, of JATS's `sec-type` and of PMC's `section_type`, in the order asked.
_BEGINNINGS = {
    "introduction": "intro|background|objective|aims?\\b|purpose|rationale",
    "case": "cases?\\b",
    "methods": (
        "method|material|patients?\\b|subjects?\\b|participants?\\b|study design|experimental|statistic|procedure|"
        "protocol|data (?:collection|source|analys)"
    ),
    "results": "result|(?:main |key )?findings?\\b|outcomes?\\b|model and results",
    "discussion": "discuss|general discussion|comments?\\b|limitation|interpretation",
    "conclusions": "conclu|concl\\b|summary",
    "supplementary": "supp|additional (?:file|information|material)",
    "abbreviations": "abbr|glossary|nomenclature",
    "acknowledgements": (
        "ack|funding|financial|competing|comp_int|conflicts?\\b|disclosure|contribut|auth_cont|"
        "authors?\\W{0,2}s?\\W{0,2} (?:contribution|information)|ethic|consent|data availab|availab|pre-publication"
    ),
    "appendix": "append",
    "caption": "fig\\b|figures?\\b",
    "references": "references?\\W*$|ref\\b|bibliograph|literature cited",
}
_NUMBER = r"[\W\d_]*(?:[ivx]+[.:)]\s*)?"  # `2.1`, `IV.`
_KINDS = {kind: re.compile(f"{_NUMBER}(?:{words})", re.IGNORECASE) for kind, words in _BEGINNINGS.items()}

# Where a text stands rather than what it says: what a heading within is called changes nothing there.
PLACES = ("title", "abstract", "body", "caption", "table", "appendix", "references")

KINDS = tuple(dict.fromkeys([*PLACES, *_BEGINNINGS]))


def kind_of(heading: str) -> str | None:
    """The kind of a section by its heading or by the name that its publisher gives to its type.

    >>> [kind_of(heading) for heading in ("2. Materials and Methods", "RESULTS AND DISCUSSION", "intro", "Lithium")]
    ['methods', 'results', 'introduction', None]
    """
    return next((kind for kind, words in _KINDS.items() if words.match(heading)), None)

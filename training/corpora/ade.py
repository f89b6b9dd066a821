"""Sentences with adverse effects of drugs: the ADE corpus.

Gurulingappa et al. 2012, https://doi.org/10.1016/j.jbi.2012.04.008
"""

import gzip
import pathlib
import re
from collections.abc import Iterator

from training.corpora.gold import GoldDocument, Mention, mention_of


def read_file(path: pathlib.Path) -> Iterator[GoldDocument]:
    """The sentences of `DRUG-AE.rel.gz`, a document each.

    Only the drugs and effects of a relation are annotated, so sentences without one are left out. The file has a line
    for each relation and offsets into abstracts that it lacks: both names are looked up.
    """
    found: dict[tuple[str, str], dict[Mention, None]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            doc_id, sentence, effect, effect_start, _, drug, drug_start, _ = line.rstrip("\n").split("|")
            distance = int(drug_start) - int(effect_start)
            mentions = found.setdefault((doc_id, sentence), {})
            mentions |= dict.fromkeys(_pair(sentence, effect, drug, distance))
    for number, ((doc_id, sentence), mentions) in enumerate(found.items()):
        yield GoldDocument(f"{doc_id}/{number}", sentence, tuple(sorted(mentions)))


def _pair(sentence: str, effect: str, drug: str, distance: int) -> tuple[Mention, Mention]:
    """The places of two names in a sentence that are the given distance apart, or as near to it as there are."""
    places = [(left, right) for left in _places(sentence, effect) for right in _places(sentence, drug)]
    if not places:
        raise ValueError(f"{effect!r} and {drug!r} are not both in {sentence!r}")
    left, right = min(places, key=lambda place: abs(place[1] - place[0] - distance))
    return mention_of(sentence, left, effect, "Adverse-effect"), mention_of(sentence, right, drug, "Drug")


def _places(sentence: str, name: str) -> list[int]:
    return [match.start() for match in re.finditer(f"(?={re.escape(name)})", sentence)]

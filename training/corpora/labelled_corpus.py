"""A corpus as all commands take it, whether it is one of the known ones or a folder of one's own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from training.corpora.gold import GoldDocument

Bounds = list[tuple[int, int]]


@dataclass(frozen=True)
class LabelledCorpus:
    """Documents with their mentions, in parts that no document is shared by.

    `labels`: what the mentions are, in the order of the tags. `licence`, `about`: for the card of a tagger. `splits`:
    which of train, dev and test there are. `split_rule`: who says which document is in which. `load`: the documents of
    a split. `word_bounds`: where the words of a text are, if the corpus has words of its own that tokens are counted
    by. `claims`: what others have reported of their taggers on it, in percent, by the name of the measure.
    """

    name: str
    labels: tuple[str, ...]
    licence: str
    about: str
    splits: tuple[str, ...]
    split_rule: str
    load: Callable[[str], list[GoldDocument]]
    word_bounds: Callable[[str], Bounds] | None = None
    claims: Mapping[str, float] = field(default_factory=dict)


def corpus_of_card(corpus: LabelledCorpus, documents: Mapping[str, Sequence[GoldDocument]]) -> dict[str, Any]:
    """What a card says of the corpus that a tagger, or a convention, was made from: documents and mentions by split."""
    return {
        "name": corpus.name,
        "licence": corpus.licence,
        "split": corpus.split_rule,
        "documents": {split: len(those) for split, those in documents.items()},
        "mentions": {split: sum(len(each.mentions) for each in those) for split, those in documents.items()},
    }

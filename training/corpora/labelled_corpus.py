"""A corpus as all commands take it, whether it is one of the known ones or a folder of one's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

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

"""A published corpus that is split as its publishers did, as a value: each declares itself in its own file."""

import functools
import pathlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from training.corpora.gold import GoldDocument
from training.corpora.labelled_corpus import Bounds, LabelledCorpus


@dataclass(frozen=True)
class KnownCorpus:
    """What there is to know of a corpus without its files; see `LabelledCorpus` for the fields of the same names.

    `load` gives the documents of a split, from the folder with the corpora as published and a folder for what is
    prepared of them.
    """

    name: str
    labels: tuple[str, ...]
    licence: str
    about: str
    load: Callable[[str, pathlib.Path, pathlib.Path], list[GoldDocument]]
    split_rule: str = "as published"
    word_bounds: Callable[[str], Bounds] | None = None
    claims: Mapping[str, float] = field(default_factory=dict)

    def at(self, data_dir: pathlib.Path, cache: pathlib.Path) -> LabelledCorpus:
        """The corpus whose files are in a folder; it is measured on dev, whatever else there is."""
        load = functools.partial(_load, self, data_dir, cache)
        return LabelledCorpus(
            self.name,
            self.labels,
            self.licence,
            self.about,
            ("train", "dev"),
            self.split_rule,
            load,
            word_bounds=self.word_bounds,
            claims=self.claims,
        )


def _load(corpus: KnownCorpus, data_dir: pathlib.Path, cache: pathlib.Path, split: str) -> list[GoldDocument]:
    return corpus.load(split, data_dir, cache)

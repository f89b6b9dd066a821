"""From documents that taggers have not learned to a lexicon and trees."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ner_model.reranking.lexicon import Keys32, Lexicon
from ner_model.reranking.trees import Trees
from training.reranking.corpora import Part
from training.reranking.count import NO_DOCUMENT, count, together
from training.reranking.examples import examples_of, names_in
from training.reranking.grow_trees import grow_trees

Listing = tuple[Keys32, npt.NDArray[np.uint8]]
NO_NAMES: Listing = (np.zeros(0, np.uint32), np.zeros(0, np.uint8))


class Fitted(NamedTuple):
    """A reranker, and of how many spans and mentions it was made."""

    lexicon: Lexicon
    trees: Trees
    spans: int
    mentions: int


def fit(
    parts: Sequence[Part], own: Collection[str], labels: Sequence[str], names: Listing, groups: int | None = None
) -> Fitted:
    """A lexicon of some of the corpora, and trees that learned the spans of all, each as if its document had not taught
    the lexicon, nor the others of its group; `names` of dictionaries, of which it knows the kinds.

    Without groups, a document is left out by itself. What is annotated there has then been told one time less than what
    is not, from which trees learn what is right, if the document has but a mention or two.
    """
    every = [document for part in parts for document in part.documents]
    of_interest, nothing = names_in(every), count(NO_DOCUMENT, NO_NAMES[0], labels)
    taught = {
        id(each.source): count(each.source, of_interest, labels)
        for part in parts
        for each in part.documents
        if part.corpus in own and each.source is each.document
    }
    groups = min(groups or len(taught), len(taught))
    by_group = [together(list(taught.values())[number::groups]) for number in range(groups)]
    of_source = {source: by_group[place % groups] for place, source in enumerate(taught)}
    lexicon = together(by_group)._replace(listed=names[0], kinds=names[1])
    examples = examples_of(every, lexicon, [of_source.get(id(each.source), nothing) for each in every], labels)
    return Fitted(lexicon, grow_trees(examples), len(examples.right), int(examples.right.sum()))

"""What annotators called the concepts of a corpus, and what of that one document alone has shown."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ner_model.linking.candidates import Candidates, Own, Searcher
from ner_model.linking.names_in_text import long_forms
from ner_model.linking.open_index import LearnedName
from training.linking.gold_links import LinkedDocument, mentions_with_ids

OF_THE_CORPUS = 3  # uses that one use counts as where other corpora, whose habits differ, are learned from too


def names_of(documents: Iterable[LinkedDocument], others: Iterable[LinkedDocument] = ()) -> list[LearnedName]:
    """Each name with the concepts that it stands for, and how often, those of a corpus weighing more than those of
    others; an abbreviation counts as its long form."""
    counts: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for weight, those in ((OF_THE_CORPUS, documents), (1, others)):
        for document in those:
            for _, name, ids in _uses(document):
                counts[name, ids] += weight
    return [LearnedName(name, ids, count) for (name, ids), count in sorted(counts.items())]


def _uses(document: LinkedDocument) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """(label, name, concepts) of each mention of a concept, or of several."""
    long = long_forms(document.text, document.entities)
    for entity, ids in mentions_with_ids(document):
        if ids:
            yield entity.label, long.get(entity.text, entity.text), tuple(sorted(ids))


class WithoutOwn(NamedTuple):
    """A searcher that has not learned from one document."""

    searcher: Searcher
    own: Own

    def find(self, mention: str) -> Candidates:
        return self.searcher.find(mention, self.own)

    def has_name(self, mention: str) -> bool:
        return self.searcher.has_name(mention)


def without_own(
    searchers: dict[str, Searcher], document: LinkedDocument, rows: dict[str, int]
) -> dict[str, WithoutOwn]:
    """The searchers as they would be without a document; `rows` are those of the concepts, by id."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    priors: dict[str, Counter[int]] = defaultdict(Counter)
    for label, name, ids in _uses(document):
        if len(ids) == 1 and ids[0] in rows and label in searchers:
            concept = rows[ids[0]]
            counts[label].update({row: OF_THE_CORPUS for row in searchers[label].learned_rows(name, concept)})
            priors[label][concept] += OF_THE_CORPUS
    return {
        label: WithoutOwn(searcher, Own(dict(counts[label]), dict(priors[label])))
        for label, searcher in searchers.items()
    }

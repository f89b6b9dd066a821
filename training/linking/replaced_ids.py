"""Ids that a terminology has replaced since a corpus was annotated, found by the names that annotators gave them."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from ner_model.linking.open_index import open_searchers
from ner_model.linking.terminology import Terminology
from training.linking.gold_links import LinkedDocument, mentions_with_ids


def learn_replaced(terminology: Terminology, documents: Iterable[LinkedDocument]) -> dict[str, str]:
    """By id that the terminology does not have: the id of the one concept that has the mentions of it as names.

    An id stays unknown where its mentions are names of no concept, or of several.
    """
    searchers, known = open_searchers(terminology), frozenset(terminology.ids.to_pylist())
    concepts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for document in documents:
        for entity, ids in mentions_with_ids(document):
            if len(ids) == 1 and not ids <= known and entity.label in searchers:
                concepts[next(iter(ids))].update(searchers[entity.label].concepts_named(entity.text))
    return {old: terminology.concept(next(iter(found)))[0] for old, found in concepts.items() if len(found) == 1}

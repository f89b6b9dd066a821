"""Mentions of a corpus as the ranker sees them: candidates as without the document itself, and the right one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ner_model.linking.arrays import Floats
from ner_model.linking.context import PlainContext
from ner_model.linking.linker import Linker
from ner_model.linking.open_index import open_searchers
from ner_model.linking.open_readers import plain_readers
from ner_model.linking.ranker import Ranker
from ner_model.linking.reading import SURE, sure_concepts
from ner_model.linking.terminology import Terminology
from training.linking.fit_ranker import Examples
from training.linking.gold_links import LinkedDocument, mentions_with_ids
from training.linking.learn_names import without_own

_CANDIDATES = 20


class _Example(NamedTuple):
    features: Floats
    answer: int


def make_examples(
    terminologies: Sequence[Terminology], documents: Sequence[LinkedDocument], ranker: Ranker
) -> Examples:
    """An example for each mention of at most one concept, in each of some terminologies that differ in what was
    learned; `ranker` says which others in its text are sure.

    A mention of a concept that the terminology does not have, as one whose id is retired, teaches nothing.
    """
    found: list[_Example] = []
    for terminology in terminologies:
        searchers, context = dict(open_searchers(terminology)), PlainContext(terminology, ranker)
        rows = {concept_id: row for row, concept_id in enumerate(terminology.ids.to_pylist())}
        for document in documents:
            readers = plain_readers(without_own(searchers, document, rows), ranker)
            found += _examples(Linker(terminology, readers, context), context, document, rows)
    counts = np.array([len(each.features) for each in found])
    padded = np.zeros((len(found), _CANDIDATES, found[0].features.shape[1]), np.float32)
    for number, each in enumerate(found):
        padded[number, : len(each.features)] = each.features
    return Examples(padded, counts, np.array([each.answer for each in found]))


def _examples(
    linker: Linker, context: PlainContext, document: LinkedDocument, rows: Mapping[str, int]
) -> Iterator[_Example]:
    readings = linker.read(document.text, document.entities)
    sure = sure_concepts(readings.values())
    for entity, ids in mentions_with_ids(document):
        reading = readings[entity.label, entity.text]
        if len(ids) > 1 or reading.concept < 0 or not ids <= rows.keys():
            continue
        others = sure.copy()
        if reading.probability >= SURE:
            others[reading.concept] -= 1
        right = rows.get(next(iter(ids), ""), -1)
        concepts = reading.candidates.concepts
        answer = concepts.index(right) if right in concepts else _CANDIDATES
        yield _Example(context.features(reading.candidates, context.around_of(+others)), answer)

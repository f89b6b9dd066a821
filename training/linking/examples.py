"""Mentions of a corpus as the ranker sees them: candidates as without the document itself, and the right one."""

from collections.abc import Sequence

import numpy as np

from ner_model.linking.linker import Linker
from ner_model.linking.open_index import open_searchers
from ner_model.linking.ranker import Ranker
from ner_model.linking.reading import SURE, context_of, with_context
from ner_model.linking.terminology import Terminology
from training.linking.fit_ranker import Examples
from training.linking.gold_links import LinkedDocument
from training.linking.learn_names import without_own

_CANDIDATES = 20


def make_examples(terminology: Terminology, documents: Sequence[LinkedDocument], ranker: Ranker) -> Examples:
    """An example for each mention of at most one concept; `ranker` says which others in its text are sure.

    A mention of a concept that the terminology does not have, as one whose id is retired, teaches nothing.
    """
    searchers = dict(open_searchers(terminology))
    rows = {concept_id: row for row, concept_id in enumerate(terminology.ids.to_pylist())}
    features, answers = [], []
    for document in documents:
        linker = Linker(terminology, without_own(searchers, document, rows), ranker)
        readings = linker.read(document.text, document.entities)
        sure = linker.around(readings).sure
        for entity, ids in zip(document.entities, document.concept_ids, strict=True):
            reading = readings[entity.label, entity.text]
            if len(ids) > 1 or reading.best < 0 or not ids <= rows.keys():
                continue
            others = sure.copy()
            if reading.probability >= SURE:
                others[reading.candidates.concepts[reading.best]] -= 1
            context = context_of(reading.candidates, reading.is_expanded)
            linker.add_context(context, reading.candidates, linker.around_of(+others))
            features.append(with_context(reading.candidates, context))
            right = rows.get(next(iter(ids), ""), -1)
            concepts = reading.candidates.concepts
            answers.append(concepts.index(right) if right in concepts else _CANDIDATES)
    counts = np.array([len(each) for each in features])
    padded = np.zeros((len(features), _CANDIDATES, features[0].shape[1]), np.float32)
    for number, each in enumerate(features):
        padded[number, : len(each)] = each
    return Examples(padded, counts, np.array(answers))

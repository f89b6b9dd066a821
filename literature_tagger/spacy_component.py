"""A tagger as a component of spaCy: `nlp.add_pipe("literature_tagger", config={"model": "bc5cdr"})`; extra `spacy`.

Offsets are those of the text, whatever tokens spaCy makes of it. An entity that begins or ends within one of spaCy's
tokens is widened to whole tokens in `doc.ents`; `doc.user_data["literature_tagger"]` has all as found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from ner_model.entity import Entity
from ner_model.tagger import Tagger, load

NAME = "literature_tagger"


class TaggerComponent:
    """Sets `doc.ents` and `doc.user_data["literature_tagger"]`, a list of entities with scores and exact offsets."""

    def __init__(self, tagger: Tagger):
        self._tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        (entities,) = self._tagger.annotate([doc.text])
        return _with_entities(doc, entities)

    def pipe(self, stream: Iterable[Doc], batch_size: int = 128) -> Iterator[Doc]:
        """Tags the texts of a batch at once; spaCy calls this for `nlp.pipe`."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            found = self._tagger.annotate([doc.text for doc in batch])
            yield from map(_with_entities, batch, found)


@Language.factory(NAME, assigns=["doc.ents"], default_config={"model": "bc5cdr", "convention": None})
def make(nlp: Language, name: str, model: str, convention: str | None) -> TaggerComponent:
    """The component for the name of a bundled tagger or for a model folder, with one of its conventions."""
    return TaggerComponent(load(model, convention=convention))


def _with_entities(doc: Doc, entities: list[Entity]) -> Doc:
    spans = [doc.char_span(each.start, each.end, each.label, alignment_mode="expand") for each in entities]
    doc.ents = filter_spans([span for span in spans if span])
    doc.user_data[NAME] = entities
    return doc

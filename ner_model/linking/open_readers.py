"""What looks mentions up in a terminology and decides between candidates: compiled where there is a library."""

from collections.abc import Mapping
from typing import cast

from ner_model.linking.candidates import Finder
from ner_model.linking.context import Context, PlainContext
from ner_model.linking.native_candidates import NativeSearcher
from ner_model.linking.native_context import NativeContext
from ner_model.linking.native_ranker import NativeRanker, fastest
from ner_model.linking.native_reader import NativeReader
from ner_model.linking.native_spelling import Speller
from ner_model.linking.open_index import open_finders
from ner_model.linking.ranker import Chooser, Ranker
from ner_model.linking.reader import PlainReader, Reader
from ner_model.linking.terminology import Terminology


def open_readers(terminology: Terminology, ranker: Ranker) -> tuple[Mapping[str, Reader], Context]:
    """The readers by label, and what decides by the text; not for two threads at once."""
    finders, chooser = open_finders(terminology), fastest(ranker)
    if not isinstance(chooser, NativeRanker):
        return plain_readers(finders, chooser), PlainContext(terminology, chooser)
    speller = Speller(chooser.library)
    searchers = cast(Mapping[str, NativeSearcher], finders)  # compiled as the chooser is
    compiled = {label: NativeReader(searcher, chooser, speller) for label, searcher in searchers.items()}
    return compiled, NativeContext(terminology, chooser)


def plain_readers(finders: Mapping[str, Finder], ranker: Chooser) -> dict[str, Reader]:
    return {label: PlainReader(finder, ranker) for label, finder in finders.items()}

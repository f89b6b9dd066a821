"""The reranker of a convention: what its corpus taught, on spans of taggers that have left out a part of it."""

import pathlib
import shutil
import tempfile
from collections.abc import Callable, Collection, Sequence

from ner_model.errors import Refused
from ner_model.model_folder import ModelFolder, open_model
from ner_model.reranking.lexicon import Lexicon
from ner_model.reranking.stored import read_reranker
from ner_model.reranking.trees import Trees
from ner_model.tagger import load
from training.corpora.gold import GoldDocument
from training.corpora.overlap import sentences_of
from training.fitting.lessons import Fold, Sources, all_of, measured_documents
from training.fitting.settings import CONFIGS
from training.reranking.corpora import WEIGHTS, own_corpora, parts_of_folds
from training.reranking.fit import NO_NAMES, fit

AddConvention = Callable[[ModelFolder, Collection[str]], None]


def fit_to_convention(
    model: ModelFolder,
    name: str,
    labels: Sequence[str],
    folds: Sequence[pathlib.Path],
    add: AddConvention,
    dev: Sequence[GoldDocument],
    sources: Sources,
) -> tuple[Lexicon, Trees]:
    """`add` gives a copy of each fold's folder the convention, learned without the documents of some ids.

    The names of dictionaries are those of the model's own reranker, and stay there.
    """
    if name not in WEIGHTS:
        raise Refused(f"folds are of {', '.join(WEIGHTS)}", "--fold", name, "leave out --fold")
    if not model.reranker:
        raise Refused("a tagger without a reranker", "--fold", str(model.path), "run training.fit_reranker first")
    measured = sentences_of([*dev, *measured_documents(CONFIGS["bc5cdr"], sources)])
    documents = all_of(name, sources)
    own, _ = read_reranker(model.reranker, len(model.tags))
    taggers = []
    with tempfile.TemporaryDirectory() as folder:
        for number, fold in enumerate(folds, start=1):
            copy = shutil.copytree(fold, pathlib.Path(folder, str(number)))
            add(open_model(copy), {document.doc_id for document in Fold(number, len(folds)).of(documents)})
            taggers.append(load(str(copy), convention=name))
        parts = parts_of_folds(name, taggers, labels, measured, sources)
    fitted = fit(parts, own_corpora(name), labels, (own.listed, own.kinds))
    listed, kinds = NO_NAMES
    return fitted.lexicon._replace(listed=listed, kinds=kinds), fitted.trees

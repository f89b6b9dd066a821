"""Entities in texts: `load("bc5cdr").annotate(["Aspirin can cause asthma."])`."""

import threading
from collections.abc import Iterable

import numpy as np

from ner_model.abbreviations import follow_definitions
from ner_model.agreement import agree
from ner_model.batches import windows_of
from ner_model.conventions import with_convention
from ner_model.decoder import Calibration, decode
from ner_model.doubt import doubts
from ner_model.engine import Engine
from ner_model.entity import Entity
from ner_model.found_spans import FoundSpans
from ner_model.model_folder import ModelError, ModelFolder, find_model, open_model
from ner_model.native_engine import NativeEngine
from ner_model.reranking.reranker import load_reranker
from ner_model.reranking.spans_in_reach import spans_in_reach
from ner_model.text import TokenizedText, tokenize
from ner_model.words import Words, joined

ENGINES = ("native", "keras")


def load(name: str, engine: str = "native", convention: str | None = None) -> "Tagger":
    """A bundled tagger (`bc5cdr`, `biomedical`, `general`), or that of a folder; raises `ModelError` if it is none.

    `convention`: which team's habits of annotation it follows, by a name of `Tagger.conventions`; by default its own.
    """
    if engine not in ENGINES:
        raise ModelError(f"the engine must be one of {ENGINES}. Received: engine={engine!r}")
    model = with_convention(open_model(find_model(name)), convention)
    if engine == "keras":
        from ner_model.keras_engine import KerasEngine  # TensorFlow is an extra, and takes seconds to import

        return Tagger(model, KerasEngine(model))
    return Tagger(model, NativeEngine(model))


class Tagger:
    """A trained tagger. Entities of a text do not depend on the texts it is given with."""

    def __init__(self, model: ModelFolder, engine: Engine):
        self.name: str = model.card["name"]
        self.digest = model.digest
        self.card = model.card
        self.convention = model.convention  # None: its own
        self.conventions = model.conventions
        self._labels = [tag[2:] for tag in model.tags[1::2]]
        written = model.config.get("written")
        self.labels = self._labels if written is None else written  # others are decoded so as not to be taken for them
        self._crf = model.crf()
        self._calibrate = Calibration(**model.config["calibration"])
        self._reranker = load_reranker(model.reranker, len(self._labels), model.own.reranker if model.own else None)
        self._agreement = model.config.get("agreement", 0.0)
        self._engine = engine
        self._lock = threading.Lock()  # the engine's table of words is shared

    def annotate(self, texts: Iterable[str]) -> list[list[Entity]]:
        """The entities of each text, in order, none overlapping another.

        The texts are taken as they come: those of a list, a generator, a column of a table whatever its index. Raises
        `TypeError` for a single text that is not in a list, and for what is no text, such as None or NaN.
        """
        if isinstance(texts, str):
            raise TypeError(f"a single text goes into a list: annotate([text]). Received: texts={texts[:40]!r}")
        texts = list(texts)
        for position, text in enumerate(texts):
            if not isinstance(text, str):
                raise TypeError(f"every text must be a str. Received: {text!r:.80} at position {position}")
        return self.tag(texts, [tokenize(text) for text in texts])

    def tag(self, texts: list[str], tokens: list[TokenizedText]) -> list[list[Entity]]:
        """`annotate` for texts that are tokenized already."""
        bases = np.cumsum([0, *(len(text.starts) for text in tokens)])
        if not bases[-1]:
            return [[] for _ in texts]
        words, scores, firsts, ends = self._scores(texts, tokens, bases)
        if self._reranker:
            spans = self._reranker.find(scores, firsts, ends, self._crf, words, bases)
        else:
            spans = decode(scores, firsts, ends, self._crf)
        found = self._entities(spans, bases, texts, tokens)
        followed = [follow_definitions(*document) for document in zip(texts, tokens, found, strict=True)]
        if self.labels == self._labels:
            return followed
        return [[entity for entity in entities if entity.label in self.labels] for entities in followed]

    def spans_in_reach(self, texts: list[str], tokens: list[TokenizedText]) -> FoundSpans:
        """All spans of texts that are tokenized already that the network deems possible; they overlap."""
        bases = np.cumsum([0, *(len(text.starts) for text in tokens)])
        _, scores, firsts, ends = self._scores(texts, tokens, bases)
        return spans_in_reach(scores, firsts, ends, self._crf)

    def doubts(self, texts: list[str], tokens: list[TokenizedText]) -> list[np.ndarray]:
        """Of each token of each text how probably its label is another one than the likeliest, float32 `[tokens]`."""
        bases = np.cumsum([0, *(len(text.starts) for text in tokens)])
        if not bases[-1]:
            return [np.zeros(0, np.float32) for _ in texts]
        written = [False, *(label in self.labels for label in self._labels for _ in "BI")]
        _, scores, firsts, ends = self._scores(texts, tokens, bases)
        of_tokens = doubts(scores, firsts, ends, self._crf, np.array(written))
        return np.split(of_tokens, bases[1:-1])

    def _scores(
        self, texts: list[str], tokens: list[TokenizedText], bases: np.ndarray
    ) -> tuple[Words, np.ndarray, np.ndarray, np.ndarray]:
        """The words of all texts, their tag scores, float32 `[tokens, tags]`, first and end tokens of all sentences."""
        words = joined([(text, own.starts, own.ends) for text, own in zip(texts, tokens, strict=True)])
        firsts = np.concatenate([text.first_tokens[:-1] + base for text, base in zip(tokens, bases, strict=False)])
        ends = np.concatenate([text.first_tokens[1:] + base for text, base in zip(tokens, bases, strict=False)])
        with self._lock:
            types = self._engine.types(words)
            scores = self._engine.scores(types, windows_of(firsts, ends))
        return words, agree(scores, words, types, bases, self._agreement), firsts, ends

    def _entities(
        self, spans: FoundSpans, bases: np.ndarray, texts: list[str], tokens: list[TokenizedText]
    ) -> list[list[Entity]]:
        starts = np.concatenate([text.starts for text in tokens])[spans.firsts].tolist()
        ends = np.concatenate([text.ends for text in tokens])[spans.ends - 1].tolist()
        scores = self._calibrate(spans.probabilities).tolist()
        documents = np.searchsorted(bases, spans.firsts, side="right") - 1
        sentence_bases = np.cumsum([0, *(len(text.sentence_starts) for text in tokens)])
        sentences = (spans.sentences - sentence_bases[documents]).tolist()
        found: list[list[Entity]] = [[] for _ in texts]
        columns = zip(documents.tolist(), starts, ends, spans.labels.tolist(), scores, sentences, strict=True)
        for document, start, end, label, score, sentence in columns:
            text = texts[document][start:end]
            found[document].append(Entity(start, end, self._labels[label], text, score, sentence))
        return found

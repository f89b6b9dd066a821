"""The sentences of documents as candidates for annotation, and as documents of their own."""

from collections.abc import Iterable, Iterator
from itertools import islice

from ner_model.entity import Entity
from ner_model.tagger import Tagger
from ner_model.telling_sentences import Candidate
from ner_model.text import tokenize
from transforms.records import AnnotatedDocument, Document

_DOCUMENTS_PER_POOL = 128
FEWEST_WORDS, MOST_WORDS = 4, 120  # a heading teaches little; what is longer is a table or no sentence


def candidates_in(documents: Iterable[Document], tagger: Tagger) -> Iterator[Candidate]:
    """The sentences of documents, with the tagger's doubts about their words."""
    rest = iter(documents)
    while pool := list(islice(rest, _DOCUMENTS_PER_POOL)):
        texts = [document.text for document in pool]
        tokens = [tokenize(text) for text in texts]
        for document, own, doubt in zip(pool, tokens, tagger.doubts(texts, tokens), strict=True):
            for first, end in zip(own.first_tokens, own.first_tokens[1:], strict=False):
                if FEWEST_WORDS <= end - first <= MOST_WORDS:
                    start, stop = int(own.starts[first]), int(own.ends[end - 1])
                    words, sentence = list(own.words[first:end]), document.text[start:stop]
                    yield Candidate(document.doc_id, sentence, start, stop, words, doubt[first:end].tolist())


def annotated(candidates: Iterable[Candidate], tagger: Tagger) -> Iterator[AnnotatedDocument]:
    """Sentences as documents, with what the tagger finds in them; the id says where each comes from."""
    for candidate in candidates:
        (entities,) = tagger.annotate([candidate.text])
        name = f"{candidate.doc_id}:{candidate.start}-{candidate.end}"
        document = Document(name, f"{candidate.doc_id}#1", candidate.text)
        yield AnnotatedDocument(document, 1, len(candidate.words), list[Entity](entities))

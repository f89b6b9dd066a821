"""A tagger for tests: every capitalised word of more than one letter is a `Name`."""

from typing import ClassVar, NamedTuple


class Entity(NamedTuple):
    start: int
    end: int
    label: str
    text: str
    score: float
    sentence: int


class StubTagger:
    name = "stub"
    digest = "0" * 64
    convention = None
    labels = ("Name",)
    card: ClassVar = {"evaluation": {"f1": 1.0}}

    def tag(self, texts, tokens):
        return [self._tag_one(text, tokenized) for text, tokenized in zip(texts, tokens, strict=True)]

    def _tag_one(self, text, tokens):
        if "POISON" in tokens.words:
            raise ArithmeticError("poisoned")
        return [
            Entity(int(start), int(end), "Name", text[start:end], 0.5, self._sentence(tokens, number))
            for number, (word, start, end) in enumerate(zip(tokens.words, tokens.starts, tokens.ends, strict=True))
            if len(word) > 1 and word[0].isupper()
        ]

    def _sentence(self, tokens, token):
        return int(tokens.first_tokens.searchsorted(token, side="right")) - 1


def load(name="stub", engine="native", convention=None):
    return StubTagger()

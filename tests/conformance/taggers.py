"""Taggers whose `load` workers of any runner can import."""

import time

from tests.stub_tagger import StubTagger


class SlowTagger(StubTagger):
    """Slow enough to be killed at work."""

    def _tag_one(self, text, tokens):
        time.sleep(0.02)
        return super()._tag_one(text, tokens)


class ShortTagger(StubTagger):
    """Forgets a document, which fails the bundle each time."""

    def tag(self, texts, tokens):
        return super().tag(texts, tokens)[1:]


def load(name="stub", engine="native", convention=None):
    return StubTagger()


def load_slow(name="slow", engine="native", convention=None):
    return SlowTagger()


def load_short(name="short", engine="native", convention=None):
    return ShortTagger()

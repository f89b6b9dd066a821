"""The least that a tagger has to beat: a dictionary of the mentions of the training documents, longest match first."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from ner_model.text import TokenizedText, tokenize
from training.corpora.gold import GoldDocument, Mention

Name = tuple[str, ...]


class Dictionary:
    """Names, word by word in small letters, and the label that each had most often; of equals the first by alphabet."""

    def __init__(self, documents: Iterable[GoldDocument]):
        counts: dict[Name, Counter[str]] = defaultdict(Counter)
        for document in documents:
            for start, end, label in document.mentions:
                if name := _words(tokenize(document.text[start:end])):
                    counts[name][label] += 1
        self._labels = {
            name: min(labels, key=lambda label, labels=labels: (-labels[label], label))  # type: ignore[misc]
            for name, labels in counts.items()
        }
        self._longest = max(map(len, self._labels), default=0)

    def find(self, text: str) -> list[Mention]:
        """The mentions in a text from left to right, at each place the longest name.

        >>> known = Dictionary([GoldDocument("1", "Bass viol, viol", (Mention(0, 9, "A"), Mention(11, 15, "B")))])
        >>> known.find("A viol and a bass viol.")
        [Mention(start=2, end=6, label='B'), Mention(start=13, end=22, label='A')]
        """
        tokens = tokenize(text)
        words = _words(tokens)
        found, first = [], 0
        while first < len(words):
            ends = range(min(first + self._longest, len(words)), first, -1)
            end = next((end for end in ends if words[first:end] in self._labels), None)
            if end:
                label = self._labels[words[first:end]]
                found.append(Mention(int(tokens.starts[first]), int(tokens.ends[end - 1]), label))
            first = end or first + 1
        return found


def _words(tokens: TokenizedText) -> Name:
    return tuple(word.lower() for word in tokens.words)

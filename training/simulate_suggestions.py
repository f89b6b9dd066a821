"""What suggested sentences bring beside random ones, played through on a corpus that is annotated already.

`python -m training.simulate_suggestions --corpus=bc5cdr --data_dir=DIR --output=work/simulation`: a tagger learns some
documents; of the others, sentences are chosen by `ner_model.telling_sentences` or at random, and it learns anew with
them. The numbers are F1 on dev, from raw text.
"""

import argparse
import dataclasses
import json
import pathlib
import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ner_model.tagger import Tagger, load
from ner_model.telling_sentences import KEPT, Candidate, most_doubtful, most_telling
from ner_model.text import tokenize
from training.corpora.gold import GoldDocument
from training.corpora.labelled_corpus import LabelledCorpus
from training.corpora.tagged_corpus import Sentence, TaggedCorpus, tag_corpus
from training.endings import exit_with_line
from training.fitting.lessons import Lessons
from training.fitting.settings import TrainConfig
from training.measuring.evaluation import evaluate
from training.train import sizes_of, train
from training.which_corpus import add_corpus_flags, labelled_corpus, measured_split

FEWEST_WORDS, MOST_WORDS = 4, 120  # those of `jobs.suggest.candidates`


class Settings(NamedTuple):
    """How much is learned: at first, and in addition."""

    documents: int
    sentences: int
    epochs: int
    hidden: int


class Round(NamedTuple):
    """F1 of the first tagger, and of those with sentences in addition; how many tokens these sentences have."""

    seed: int
    before: float
    suggested: float
    at_random: float
    suggested_tokens: int
    random_tokens: int


def main(arguments: list[str] | None = None) -> None:
    args = parse(arguments)
    with exit_with_line("simulate_suggestions"):
        corpus = labelled_corpus(args)
    settings = Settings(args.documents, args.sentences, args.epochs, args.hidden)
    args.output.mkdir(parents=True, exist_ok=True)
    for seed in range(1, args.seeds + 1):
        result = play(corpus, settings, seed, args)
        print(json.dumps(result._asdict()), flush=True)
        with (args.output / "rounds.jsonl").open("a") as file:
            file.write(json.dumps(result._asdict()) + "\n")


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    add_corpus_flags(parser)
    parser.add_argument("--init", default="general", help="tagger to start from, which must not know the corpus")
    parser.add_argument("--documents", type=int, default=40, help="that the tagger learns at first (%(default)s)")
    parser.add_argument("--sentences", type=int, default=200, help="that it learns in addition (%(default)s)")
    parser.add_argument("--epochs", type=int, default=10, help="of each training (%(default)s)")
    parser.add_argument("--hidden", type=int, default=48, help="units a direction: fewer are faster (%(default)s)")
    parser.add_argument("--seeds", type=int, default=3, help="rounds, each with documents of its own (%(default)s)")
    parser.add_argument("--output", type=pathlib.Path, required=True)
    return parser.parse_args(arguments)


def play(corpus: LabelledCorpus, settings: Settings, seed: int, args: argparse.Namespace) -> Round:
    """One round; what is random in it comes from the seed."""
    documents = random.Random(seed).sample(corpus.load("train"), len(corpus.load("train")))
    known = tag_corpus(documents[: settings.documents], corpus.labels)
    pool = documents[settings.documents :]
    gold = [sentence for document in pool for sentence in tag_corpus([document], corpus.labels).sentences]
    first = learn(known, [], settings, seed, args, "before")
    candidates = list(candidates_in(pool, first))
    chosen = most_telling(most_doubtful(candidates, KEPT * settings.sentences), settings.sentences)
    suggested = [gold[candidate.start] for candidate in chosen]
    drawn = random.Random(seed).sample(candidates, settings.sentences)
    at_random = [gold[candidate.start] for candidate in drawn]
    more = {"suggested": suggested, "random": at_random}
    taggers = [first, *(learn(known, added, settings, seed, args, name) for name, added in more.items())]
    before, with_suggested, with_random = (f1_of(tagger, corpus) for tagger in taggers)
    tokens = [sum(len(each.words) for each in added) for added in more.values()]
    return Round(seed, before, with_suggested, with_random, *tokens)


def candidates_in(documents: Sequence[GoldDocument], tagger: Tagger) -> Iterator[Candidate]:
    """The sentences of documents, whose `start` is their number among all of them."""
    number = 0
    for document in documents:
        tokens = tokenize(document.text)
        (doubt,) = tagger.doubts([document.text], [tokens])
        for first, end in zip(tokens.first_tokens, tokens.first_tokens[1:], strict=False):
            if FEWEST_WORDS <= end - first <= MOST_WORDS:
                words = list(tokens.words[first:end])
                yield Candidate(document.doc_id, "", number, number + 1, words, doubt[first:end].tolist())
            number += 1


def learn(
    known: TaggedCorpus, more: Sequence[Sentence], settings: Settings, seed: int, args: argparse.Namespace, name: str
) -> Tagger:
    """A tagger of some documents and sentences, from the beginning."""
    config = TrainConfig(
        name,
        corpus=name,
        epochs=settings.epochs,
        batch_tokens=600,
        average=0.95,
        agreement=0.5,
        seed=seed,
        network=dataclasses.replace(sizes_of(args.init), hidden=settings.hidden),
    )
    output = args.output / f"{seed}-{name}"
    flags = argparse.Namespace(embeddings=None, init=args.init, output=output, seed=seed)
    lessons = Lessons(known._replace(sentences=[*known.sentences, *more]), None)
    train(config, flags, lessons, {})
    return load(str(output / "model"))


def f1_of(tagger: Tagger, corpus: LabelledCorpus) -> float:
    dev = measured_split(corpus, "dev")
    return evaluate(dev, tagger.annotate([document.text for document in dev.documents])).overall.f1


if __name__ == "__main__":
    main()

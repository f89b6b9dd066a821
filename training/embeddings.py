"""Pre-trains word vectors on unlabelled text: `python -m training.embeddings --text=DIR --output=DIR`.

Skip-gram with negative sampling (Mikolov et al. 2013) by gensim, over the tokens that the tagger itself makes.
"""

import argparse
import dataclasses
import gzip
import json
import pathlib
from collections.abc import Iterator

import numpy as np

from ner_model.text import tokenize
from ner_model.vocabulary import normalize
from training.corpora.gmb import read_sentences, split_of


@dataclasses.dataclass(frozen=True)
class EmbeddingConfig:
    dimensions: int = 200
    window: int = 5
    negative: int = 8
    epochs: int = 6
    min_count: int = 5
    max_words: int = 100_000
    abstract_copies: int = 2  # titles and abstracts are what is tagged, and far fewer than words of full text
    news_copies: int = 3  # the same for the sentences of the general corpus
    seed: int = 1


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=pathlib.Path, required=True, help="folder of *.jsonl.gz")
    parser.add_argument("--gmb", type=pathlib.Path, help="ner_dataset.csv[.zip], whose training sentences are added")
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args(arguments)
    config = EmbeddingConfig()
    args.output.mkdir(parents=True, exist_ok=True)
    corpus = args.output / "corpus.txt"
    if not corpus.exists():
        write_corpus(corpus, args, config)
    words, vectors = train_vectors(corpus, config, workers=args.workers)
    save_vectors(args.output, words, vectors)
    (args.output / "config.json").write_text(json.dumps(dataclasses.asdict(config), indent=2))


def write_corpus(path: pathlib.Path, args: argparse.Namespace, config: EmbeddingConfig) -> None:
    """Writes one sentence a line, its normalised words with spaces between."""
    partial = path.with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as output:
        for abstract, body in read_texts(args.text):
            for sentence in sentences(abstract):
                output.write(sentence * config.abstract_copies)
            output.writelines(sentences(body))
        if args.gmb:
            for number, words, _ in read_sentences(args.gmb):
                if split_of(number) == "train":
                    output.writelines(list(sentences(" ".join(words))) * config.news_copies)
    partial.rename(path)


def read_texts(folder: pathlib.Path) -> Iterator[tuple[str, str]]:
    """Title with abstract, and body, of each record of the `*.jsonl.gz` in a folder."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                yield f"{record['title']} {record['abstract']}", record["body"]


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text as lines of normalised words."""
    tokens = tokenize(text)
    words = [normalize(word) for word in tokens.words]
    for start, end in zip(tokens.first_tokens, tokens.first_tokens[1:], strict=False):
        yield " ".join(words[start:end]) + "\n"


def train_vectors(corpus: pathlib.Path, config: EmbeddingConfig, *, workers: int) -> tuple[list[str], np.ndarray]:
    """Words, most frequent first, and their vectors, float32 `[words, dimensions]`, of unit mean square."""
    from gensim.models import Word2Vec

    model = Word2Vec(
        corpus_file=str(corpus),
        vector_size=config.dimensions,
        window=config.window,
        negative=config.negative,
        min_count=config.min_count,
        max_final_vocab=config.max_words,
        epochs=config.epochs,
        seed=config.seed,
        workers=workers,
        sg=1,
    )
    vectors = model.wv.vectors
    return model.wv.index_to_key, vectors / np.sqrt(np.mean(vectors**2))


def save_vectors(folder: pathlib.Path, words: list[str], vectors: np.ndarray) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "words.txt").write_text("\n".join(words), encoding="utf-8")
    np.save(folder / "vectors.npy", vectors.astype(np.float16))


def load_vectors(folder: pathlib.Path) -> tuple[list[str], np.ndarray]:
    """Words, and float32 `[words, dimensions]`, as `save_vectors` left them."""
    words = (folder / "words.txt").read_text(encoding="utf-8").split("\n")
    vectors = np.load(folder / "vectors.npy", allow_pickle=False).astype(np.float32)
    if len(words) != len(vectors):
        raise ValueError(f"{folder}: {len(words)} words for {len(vectors)} vectors")
    return words, vectors


if __name__ == "__main__":
    main()

"""Time a token of full texts beside that of abstracts, on one core: `python -m benchmarks.full_text`."""

import argparse
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple
from xml.sax.saxutils import escape

from benchmarks.clock import stay_on_one_core
from benchmarks.stages import read, time_stages
from benchmarks.texts import documents, write_documents
from ner_model.tagger import load
from ner_model.text import tokenize

_ABSTRACTS_AN_ARTICLE = 30  # some 7,000 tokens
_SECTIONS = ("Introduction", "Methods", "Results", "Discussion")


class Rates(NamedTuple):
    """Microseconds a token by stage: medians of the rounds. `ratio`: full text to abstracts, of each round's sums."""

    abstracts: dict[str, float]
    full_texts: dict[str, float]
    ratio: float


def measure(abstracts: list[str], full_texts: list[str], model: str, rounds: int) -> Rates:
    """Both by turns, each time with a tagger that has tagged nothing."""
    time_stages(abstracts[:1], load(model))  # imports, and what else happens once
    timed = [(_rates(abstracts, model), _rates(full_texts, model)) for _ in range(rounds)]
    ratio = median(sum(full.values()) / sum(short.values()) for short, full in timed)
    return Rates(_medians([short for short, _ in timed]), _medians([full for _, full in timed]), ratio)


def _medians(rounds: list[dict[str, float]]) -> dict[str, float]:
    return {stage: median(rates[stage] for rates in rounds) for stage in rounds[0]}


def _rates(paths: list[str], model: str) -> dict[str, float]:
    tokens = sum(len(tokenize(document.text).words) for document in read(paths))
    seconds = time_stages(paths, load(model)).seconds
    return {stage: 1e6 * spent / tokens for stage, spent in seconds.items()}


def write_articles(path: Path, number: int) -> None:
    """Articles in JATS with the words of as many abstracts as they have room for, and a table each."""
    texts = iter(documents(number * _ABSTRACTS_AN_ARTICLE))
    with path.open("w", encoding="utf-8") as file:
        file.write("<articles>")
        for article in range(number):
            file.write("".join(_article(article, list(itertools.islice(texts, _ABSTRACTS_AN_ARTICLE)))))
        file.write("</articles>")


def _article(number: int, texts: list[dict[str, str]]) -> Iterator[str]:
    yield f'<article><front><article-meta><article-id pub-id-type="pmc">{number}</article-id></article-meta></front>'
    yield "<body>"
    for section, heading in enumerate(_SECTIONS):
        yield f"<sec><title>{heading}</title>"
        for text in texts[section :: len(_SECTIONS)]:
            yield f"<p>{escape(text['abstract'])}</p>"
        yield "</sec>"
    cells = (escape(word) for text in texts[:4] for word in text["title"].split())
    rows = "".join(f"<tr><td>{cell}</td><td>12</td></tr>" for cell in cells)
    yield f"<table-wrap><label>Table 1</label><table>{rows}</table></table-wrap></body></article>"


def report(rates: Rates) -> str:
    """A table for Markdown."""
    rows = [("all", sum(rates.abstracts.values()), sum(rates.full_texts.values()))]
    rows += [(stage, rates.abstracts[stage], rates.full_texts[stage]) for stage in rates.abstracts]
    lines = [f"| {stage} | {short:.2f} | {full:.2f} | {full / short:.2f} |" for stage, short, full in rows]
    head = ["| \u00b5s a token | abstracts | full texts | ratio |", "|---|---|---|---|"]
    return "\n".join([*head, *lines, "", f"full texts to abstracts, median of the rounds: {rates.ratio:.2f}"])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.full_text", description=__doc__)
    parser.add_argument("--abstracts", nargs="+", metavar="FILE", help="default: 3,000 generated ones")
    parser.add_argument("--full_texts", nargs="+", metavar="FILE", help="default: 100 generated ones in JATS")
    parser.add_argument("--model", default="bc5cdr")
    parser.add_argument("--rounds", type=int, default=5)
    flags = parser.parse_args(arguments)
    stay_on_one_core()
    with TemporaryDirectory() as folder:
        abstracts, articles = Path(folder, "abstracts.jsonl"), Path(folder, "articles.xml")
        write_documents(abstracts, 100 * _ABSTRACTS_AN_ARTICLE)
        write_articles(articles, 100)
        inputs = flags.abstracts or [str(abstracts)], flags.full_texts or [str(articles)]
        print(report(measure(*inputs, flags.model, flags.rounds)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

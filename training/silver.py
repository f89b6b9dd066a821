"""Lets taggers annotate unlabelled abstracts, for a student to learn from: `python -m training.silver --model=...`.

Self-training with an ensemble as the teacher (Hinton et al. 2015): what several taggers agree on is learned by one.
"""

import argparse
import gzip
import pathlib
import re
from collections.abc import Iterator, Sequence

from ner_model.tagger import Tagger
from training.corpora.gold import GoldDocument, Mention
from training.embeddings import read_texts
from training.fitting.ensemble import load_ensemble

SHORTEST = 200  # characters; what is shorter is a heading or a question
_POOL = 500  # texts tagged at once


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", action="append", required=True, help="a teacher; give several for an ensemble")
    parser.add_argument("--text", type=pathlib.Path, required=True, help="folder of *.jsonl.gz")
    parser.add_argument("--bodies", type=int, default=0, help="take every so many-th full text too (0: none)")
    parser.add_argument("--output", type=pathlib.Path, required=True, help="PubTator file, .gz")
    args = parser.parse_args(arguments)
    teacher = load_ensemble(args.model)
    documents = list(annotate(teacher, list(texts_of(args.text, args.bodies))))
    with gzip.open(args.output, "wt", encoding="utf-8") as file:
        file.writelines(map(pubtator_of, documents))
    print(f"{args.output}: {len(documents):,} documents, {sum(len(d.mentions) for d in documents):,} mentions")


def texts_of(folder: pathlib.Path, bodies: int) -> Iterator[str]:
    """Abstracts, and the bodies of some full texts, each as one line: a line break would end the record, and any white
    space is as good as another to the tokenizer."""
    full_texts = 0
    for abstract, body in read_texts(folder):
        full_texts += len(body) >= SHORTEST
        is_chosen = bodies and len(body) >= SHORTEST and full_texts % bodies == 0
        yield from (re.sub(r"\s", " ", text) for text in (abstract, body if is_chosen else "") if len(text) >= SHORTEST)


def annotate(tagger: Tagger, texts: Sequence[str]) -> Iterator[GoldDocument]:
    """Texts with what a tagger finds in them as their mentions, numbered from 0."""
    for start in range(0, len(texts), _POOL):
        pool = texts[start : start + _POOL]
        for number, (text, entities) in enumerate(zip(pool, tagger.annotate(list(pool)), strict=True), start=start):
            yield GoldDocument(str(number), text, tuple(Mention(*entity[:3]) for entity in entities))


def pubtator_of(document: GoldDocument) -> str:
    """A document as PubTator has it, the whole text as its title.

    >>> print(pubtator_of(GoldDocument("7", "Asthma.", (Mention(0, 6, "Disease"),))).replace("\\t", " "), end="")
    7|t|Asthma.
    7|a|
    7 0 6 Asthma Disease -
    <BLANKLINE>
    """
    lines = [f"{document.doc_id}|t|{document.text}", f"{document.doc_id}|a|"]
    for start, end, label in document.mentions:
        lines.append(f"{document.doc_id}\t{start}\t{end}\t{document.text[start:end]}\t{label}\t-")
    return "\n".join(lines) + "\n\n"


if __name__ == "__main__":
    main()

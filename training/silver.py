"""Lets taggers annotate unlabelled abstracts, for a student to learn from: `python -m training.silver --model=...`.

Self-training with an ensemble as the teacher (Hinton et al. 2015): what several taggers agree on is learned by one.
Related corpora join in: their gold mentions stand, and the teacher adds those of the labels that they lack.
"""

import argparse
import gzip
import pathlib
import re
from collections.abc import Iterable, Iterator, Mapping

from ner_model.tagger import Tagger
from training.corpora.gold import GoldDocument, Mention
from training.corpora.related import load_related
from training.embeddings import read_texts
from training.fitting.ensemble import load_ensemble

SHORTEST = 200  # characters; what is shorter is a heading or a question
RELATED = {
    "ncbi_disease": {"Disease": "Disease"},
    "biored": {"DiseaseOrPhenotypicFeature": "Disease", "ChemicalEntity": "Chemical"},
}
RELATED_COPIES = 3  # they are few beside the unlabelled abstracts, and right
_POOL = 500  # texts tagged at once


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", action="append", required=True, help="a teacher; give several for an ensemble")
    parser.add_argument("--text", type=pathlib.Path, required=True, help="folder of *.jsonl.gz")
    parser.add_argument("--related", type=pathlib.Path, help="folder of related corpora")
    parser.add_argument("--output", type=pathlib.Path, required=True, help="PubTator file, .gz")
    args = parser.parse_args(arguments)
    teacher = load_ensemble(args.model)
    # A line break would end the record; any white space is as good as another to the tokenizer.
    texts = [re.sub(r"\s", " ", abstract) for abstract, _ in read_texts(args.text) if len(abstract) >= SHORTEST]
    documents = annotate(teacher, [GoldDocument(str(number), text, ()) for number, text in enumerate(texts)], {})
    for corpus, labels in RELATED.items() if args.related else ():
        documents += annotate(teacher, load_related(corpus, args.related), labels) * RELATED_COPIES
    with gzip.open(args.output, "wt", encoding="utf-8") as file:
        file.writelines(map(pubtator_of, documents))
    print(f"{args.output}: {len(documents):,} documents, {sum(len(d.mentions) for d in documents):,} mentions")


def annotate(tagger: Tagger, documents: list[GoldDocument], labels: Mapping[str, str]) -> list[GoldDocument]:
    """Documents with their own mentions of the labels that a mapping renames, and the tagger's of all other labels."""
    annotated = []
    for start in range(0, len(documents), _POOL):
        pool = documents[start : start + _POOL]
        for document, entities in zip(pool, tagger.annotate([each.text for each in pool]), strict=True):
            gold = [m._replace(label=labels[m.label]) for m in document.mentions if m.label in labels]
            found = (Mention(*entity[:3]) for entity in entities if entity.label not in labels.values())
            annotated.append(document._replace(mentions=tuple(sorted([*gold, *_apart(found, gold)])), concepts=()))
    return annotated


def _apart(mentions: Iterable[Mention], others: list[Mention]) -> Iterator[Mention]:
    """Mentions that overlap none of some others."""
    for mention in mentions:
        if not any(mention.start < other.end and other.start < mention.end for other in others):
            yield mention


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

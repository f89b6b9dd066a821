"""Other labelled corpora of this field, each with annotation rules and labels of its own: a head each when training."""

import functools
import gzip
import json
import pathlib
import re
import zipfile
from collections.abc import Callable, Iterator

from training.corpora import iob, pubtator
from training.corpora.gold import GoldDocument, Mention

_LEAF_LABELS = {"Condition-Name": "Condition", "Drug-Name": "Drug", "Procedure-Name": "Procedure"}


def load_related(name: str, folder: pathlib.Path) -> list[GoldDocument]:
    """All documents of one of `READERS`, as published below a folder; a document may be a single sentence."""
    if name not in READERS:
        raise ValueError(f"a related corpus is one of {', '.join(READERS)}. Received: name={name!r}")
    documents = list(READERS[name](folder))
    if not documents:
        raise FileNotFoundError(f"{folder}: no documents of {name} there")
    return documents


def _read_ncbi_disease(folder: pathlib.Path) -> Iterator[GoldDocument]:
    """Dogan et al. 2014; its four kinds of disease mention are one label."""
    for document in _read_pubtator(folder / "ncbi_disease"):
        yield document._replace(mentions=tuple(mention._replace(label="Disease") for mention in document.mentions))


def _read_biored(folder: pathlib.Path) -> Iterator[GoldDocument]:
    """Luo et al. 2022; genes, diseases, chemicals, variants, species and cell lines."""
    return _read_pubtator(folder / "biored")


def _read_pubtator(folder: pathlib.Path) -> Iterator[GoldDocument]:
    for path in sorted(folder.glob("*.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            yield from pubtator.read_documents(lines)


def _read_ade(folder: pathlib.Path) -> Iterator[GoldDocument]:
    """Gurulingappa et al. 2012; only the drugs and effects of a relation are annotated, so sentences without one are
    left out. The file has a line for each relation and offsets into abstracts that it lacks: both names are looked up.
    """
    found: dict[tuple[str, str], dict[Mention, None]] = {}
    for path in sorted((folder / "ade").glob("DRUG-AE.rel.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                doc_id, sentence, effect, effect_start, _, drug, drug_start, _ = line.rstrip("\n").split("|")
                distance = int(drug_start) - int(effect_start)
                mentions = found.setdefault((doc_id, sentence), {})
                mentions |= dict.fromkeys(_pair(sentence, effect, drug, distance))
    for number, ((doc_id, sentence), mentions) in enumerate(found.items()):
        yield GoldDocument(f"{doc_id}/{number}", sentence, tuple(sorted(mentions)))


def _pair(sentence: str, effect: str, drug: str, distance: int) -> tuple[Mention, Mention]:
    """The places of two names in a sentence that are the given distance apart, or as near to it as there are."""
    places = [(left, right) for left in _places(sentence, effect) for right in _places(sentence, drug)]
    if not places:
        raise ValueError(f"{effect!r} and {drug!r} are not both in {sentence!r}")
    left, right = min(places, key=lambda place: abs(place[1] - place[0] - distance))
    return _mention(sentence, left, effect, "Adverse-effect"), _mention(sentence, right, drug, "Drug")


def _places(sentence: str, name: str) -> list[int]:
    return [match.start() for match in re.finditer(f"(?={re.escape(name)})", sentence)]


def _read_phee(folder: pathlib.Path) -> Iterator[GoldDocument]:
    """Sun et al. 2022; of its events the drugs, the disorders of patients and treated ones, and the effects."""
    for path in sorted((folder / "phee").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                events = [event for annotation in record["annotations"] for event in annotation["events"]]
                mentions = {mention for event in events for mention in _phee_mentions(record["context"], event)}
                yield GoldDocument(record["id"], record["context"], tuple(sorted(mentions)))


def _phee_mentions(sentence: str, event: dict) -> Iterator[Mention]:
    """The parts of an argument that is not in one piece are a mention each."""
    treatment, subject = event.get("Treatment", {}), event.get("Subject", {})
    for label, holder in [("Effect", event), ("Drug", treatment), ("Disorder", treatment), ("Disorder", subject)]:
        argument = holder.get(label, {"text": [], "start": []})
        for texts, starts in zip(argument["text"], argument["start"], strict=True):
            yield from (_mention(sentence, start, text, label) for text, start in zip(texts, starts, strict=True))


def _read_leaf(folder: pathlib.Path) -> Iterator[GoldDocument]:
    """Dobbins et al. 2022; eligibility criteria of clinical trials, their names of conditions, drugs and procedures."""
    for path in sorted((folder / "leaf_clinical_trials").glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(name for name in archive.namelist() if name.endswith(".txt")):
                text = archive.read(name).decode("utf-8")
                lines = archive.read(f"{name.removesuffix('.txt')}.ann").decode("utf-8").split("\n")
                mentions = {mention for line in lines for mention in _brat_mentions(text, line)}
                yield GoldDocument(name.removesuffix(".txt"), text, tuple(sorted(mentions)))


def _brat_mentions(text: str, line: str) -> Iterator[Mention]:
    """The mention of a line of brat's format, or nothing if its label is not wanted or the line is of another kind."""
    if line.startswith("T"):
        _, place, name = line.split("\t")
        label, start, _ = place.split(" ")
        if label in _LEAF_LABELS:
            yield _mention(text, int(start), name, _LEAF_LABELS[label])


def _read_iob(name: str, folder: pathlib.Path) -> Iterator[GoldDocument]:
    """Sentences of a corpus as Crichton et al. 2017 tokenised it (JNLPBA: Kim et al. 2004)."""
    for path in sorted((folder / "iob" / name).glob("*.tsv.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, (words, tags) in enumerate(iob.read_sentences(lines), start=1):
                yield iob.document_of(f"{path.name.removesuffix('.tsv.gz')}/{number}", words, tags)


def _mention(text: str, start: int, name: str, label: str) -> Mention:
    if not text.startswith(name, start):
        raise ValueError(f"{text[start : start + len(name)]!r} where {name!r} should be, in {text[:80]!r}")
    return Mention(start, start + len(name), label)


READERS: dict[str, Callable[[pathlib.Path], Iterator[GoldDocument]]] = {
    "ncbi_disease": _read_ncbi_disease,
    "biored": _read_biored,
    "ade": _read_ade,
    "phee": _read_phee,
    "leaf": _read_leaf,
    "anatem": functools.partial(_read_iob, "AnatEM-IOB"),
    "bc2gm": functools.partial(_read_iob, "BC2GM-IOB"),
    "bionlp11id": functools.partial(_read_iob, "BioNLP11ID-IOB"),
    "bionlp13cg": functools.partial(_read_iob, "BioNLP13CG-IOB"),
    "bionlp13pc": functools.partial(_read_iob, "BioNLP13PC-IOB"),
    "jnlpba": functools.partial(_read_iob, "JNLPBA"),
    "linnaeus": functools.partial(_read_iob, "linnaeus-IOB"),
    "ncbi_disease_sentences": functools.partial(_read_iob, "NCBI-disease-IOB"),
}

# Learned beside the main corpus: those with chemicals, drugs, diseases or what is mistaken for them.
HEADS = (
    "ncbi_disease",
    "biored",
    "ade",
    "phee",
    "leaf",
    "anatem",
    "bionlp11id",
    "bionlp13cg",
    "bionlp13pc",
)

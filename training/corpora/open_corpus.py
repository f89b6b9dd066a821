"""A corpus of one's own: files of any format that is known, read, checked and split."""

import hashlib
import pathlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ner_model.errors import Refused
from training.corpora.align import LostMention
from training.corpora.check_drafts import STRICT, Leniency, check_drafts
from training.corpora.find_corpus import FoundCorpus, FoundFile, find_corpus
from training.corpora.formats import brat
from training.corpora.gold import GoldDocument, renamed
from training.corpora.labelled_corpus import LabelledCorpus
from training.corpora.split_documents import RULE, dev_of, split_documents

NOT_STATED = "not stated"
AS_PUBLISHED = "as the files are named"


class OpenedCorpus(NamedTuple):
    """The documents of each part, and what is to be told of them: see `LabelledCorpus` for the names that both have.

    `files` has the SHA-256 of each file by its name, `formats` the names of their formats.
    """

    name: str
    parts: dict[str, list[GoldDocument]]
    split_rule: str
    licence: str
    files: dict[str, str]
    formats: list[str]
    left_out: list[str]
    discontinuous: list[LostMention]
    repaired: int
    first_at: dict[str, str]  # where each label comes first, by its name in the files

    @property
    def documents(self) -> list[GoldDocument]:
        return [document for part in self.parts.values() for document in part]

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(sorted({mention.label for document in self.documents for mention in document.mentions}))

    @property
    def about(self) -> str:
        return f"the {len(self.documents):,} documents of {self.name}"

    def as_labelled(self) -> LabelledCorpus:
        splits = tuple(name for name, part in self.parts.items() if part)
        return LabelledCorpus(
            self.name, self.labels, self.licence, self.about, splits, self.split_rule, self.parts.__getitem__
        )


class ReadParts(NamedTuple):
    """Documents by the part that their file is named after, and what reading them counted."""

    parts: dict[str | None, list[GoldDocument]]
    discontinuous: list[LostMention]
    repaired: int
    first_at: dict[str, str]
    sentences: int  # documents that are sentences of documents whose bounds no file says


def open_corpus(
    path: pathlib.Path, leniency: Leniency = STRICT, labels: Mapping[str, str] | None = None
) -> OpenedCorpus:
    """Reads a file, a folder or a zip archive; `labels` renames those that count, all others are passed over.

    Raises `ner_model.errors.Refused` for what is no corpus, holds no mention, has an id twice, or has the same text in
    two parts.
    """
    found = find_corpus(path)
    read = read_parts(found.files, leniency, labels)
    _check_ids(read.parts)
    if not read.sentences:  # two papers may share a sentence
        _check_texts(read.parts)
    split, rule = _split(read.parts, found.files, read.sentences)
    opened = OpenedCorpus(
        name=path.resolve().name.partition(".")[0],
        parts=split,
        split_rule=rule,
        licence=_licence(found),
        files={each.file.name: _digest(each) for each in found.files},
        formats=sorted({each.format.name for each in found.files}),
        left_out=found.left_out,
        discontinuous=read.discontinuous,
        repaired=read.repaired,
        first_at=read.first_at,
    )
    if not opened.labels:
        raise Refused("no mention in any document", str(path), labels and sorted(labels))
    return opened


def read_parts(
    files: Sequence[FoundFile], leniency: Leniency = STRICT, labels: Mapping[str, str] | None = None
) -> ReadParts:
    """The documents of the files of a corpus, with the mentions of the labels that a mapping has (None: all)."""
    parts: dict[str | None, list[GoldDocument]] = {}
    discontinuous: list[LostMention] = []
    first_at: dict[str, str] = {}
    repaired = sentences = 0
    for each in files:
        drafts = list(each.format.read(each.file))
        checked = check_drafts(drafts, leniency)
        documents = checked.documents if labels is None else renamed(checked.documents, labels)
        parts.setdefault(each.part, []).extend(documents)
        discontinuous += [lost for lost in checked.discontinuous if labels is None or lost.mention.label in labels]
        repaired += checked.repaired
        first_at = {**checked.first_at, **first_at}
        sentences += sum(draft.is_sentence for draft in drafts)
    return ReadParts(parts, discontinuous, repaired, first_at, sentences)


def _split(
    parts: Mapping[str | None, list[GoldDocument]], files: Sequence[FoundFile], sentences: int
) -> tuple[dict[str, list[GoldDocument]], str]:
    named = {name: part for name, part in parts.items() if name}
    if named and None in parts:
        odd = next(each.file.name for each in files if each.part is None)
        raise Refused(
            f"beside files of {', '.join(named)}, a file whose name says neither train nor dev nor test",
            odd,
            remedy="name it so, or move it",
        )
    if "train" in named and "dev" in named:
        return {name: named[name] for name in ("train", "dev", "test") if name in named}, AS_PUBLISHED
    if named and "train" not in named:
        return named, AS_PUBLISHED  # to be measured on; whoever wants to learn needs a part to learn from
    if sentences:
        raise Refused(
            "sentences without documents, which no split by document can be made of",
            files[0].file.name,
            remedy="put a line -DOCSTART- before each document, or give files named train and dev",
        )
    if "train" in named:
        return {**dev_of(named["train"]), **{name: part for name, part in named.items() if name == "test"}}, RULE
    return split_documents(parts[None]), RULE


def _check_ids(parts: Mapping[str | None, list[GoldDocument]]) -> None:
    for doc_id, count in Counter(document.doc_id for part in parts.values() for document in part).items():
        if count > 1:
            raise Refused(f"{count} documents of one id", value=doc_id, remedy="give each an id of its own")


def _check_texts(parts: Mapping[str | None, list[GoldDocument]]) -> None:
    """A document that is learned and measured on too would make every number too good."""
    seen: dict[str, tuple[str | None, str]] = {}
    for name, part in parts.items():
        for document in part:
            other, other_id = seen.setdefault(document.text, (name, document.doc_id))
            if other != name and document.text.strip():
                raise Refused(
                    f"one text in {other} ({other_id}) and in {name}", value=document.doc_id, remedy="remove one"
                )


def _licence(found: FoundCorpus) -> str:
    """The first line of the licence file that lies beside the corpus."""
    if found.licence is None:
        return NOT_STATED
    lines = found.licence.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in lines if line.strip()), NOT_STATED)[:200]


def _digest(found: FoundFile) -> str:
    """SHA-256 of a file, of brat of the text that it is about too."""
    digest = hashlib.sha256()
    texts = [brat.text_of_annotations(found.file.path)] if found.format is brat.FORMAT else []
    for path in (found.file.path, *texts):
        with path.open("rb") as content:
            while block := content.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()

"""What a corpus has to teach, and whether a tagger can be made of it."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ner_model.errors import Refused
from training.corpora.align import AlignmentReport, LostMention
from training.corpora.gold import GoldDocument
from training.corpora.open_corpus import OpenedCorpus
from training.corpora.tagged_corpus import TaggedCorpus, tag_corpus
from training.fitting.lessons import Lessons

FEW = 20  # mentions of a label to learn from; below, little can be expected
SHOWN = 3  # examples of each reason why mentions cannot be learned

REASONS = {
    "cuts_token": "begins or ends within a run of letters and digits",
    "crosses_sentence": "goes on beyond its sentence",
    "overlaps": "lies in another one, which is learned",
    "discontinuous": "is in several pieces",
}


class Plan(NamedTuple):
    """A corpus as the network will see it; all parts have the tags of all labels."""

    opened: OpenedCorpus
    train: TaggedCorpus
    dev: TaggedCorpus

    @property
    def lessons(self) -> Lessons:
        return Lessons(self.train, self.dev)


def plan_of(opened: OpenedCorpus) -> Plan:
    """Raises `Refused` for a corpus that no tagger can be made of, with what would help."""
    missing = [part for part in ("train", "dev") if not opened.parts.get(part)]
    if missing:
        raise Refused(
            f"nothing in {' and '.join(missing)}", opened.name, sorted(opened.parts), "name files train and dev"
        )
    everything, learned = _counts(opened.documents), _counts(opened.parts["train"])
    for label in opened.labels:
        if everything[label] == 1:
            what, remedy = "a label that occurs once", "correct it, or name those that count with --labels=A,B"
            raise Refused(what, opened.first_at.get(label, ""), label, remedy)
        if not learned[label]:
            where = ", ".join(part for part, documents in opened.parts.items() if _counts(documents)[label])
            raise Refused(
                f"a label that is in {where} and not in train",
                opened.first_at.get(label, ""),
                label,
                "annotate it there too, or leave it out with --labels",
            )
    train, dev = (tag_corpus(opened.parts[part], opened.labels) for part in ("train", "dev"))
    if len(train.report.lost) > train.report.mentions / 2:
        lost = train.report.lost[0]
        raise Refused(
            f"most mentions cannot be learned ({train.report}), such as {lost.text!r} in {lost.doc_id}, "
            f"which {REASONS[lost.reason]}",
            opened.name,
        )
    return Plan(opened, train, dev)


def found_in(plan: Plan) -> str:
    """What was found, for whoever started the training to read: documents, labels by part, and what is left out."""
    opened = plan.opened
    counts = {part: _counts(documents) for part, documents in opened.parts.items()}
    rows = [
        f"{opened.name}: {len(opened.documents):,} documents, {', '.join(opened.formats)}; licence: {opened.licence}",
        f"split {opened.split_rule}",
        "",
        f"{'':24}{''.join(f'{part:>10}' for part in counts)}",
        f"{'documents':24}{''.join(f'{len(documents):10,}' for documents in opened.parts.values())}",
        *(f"{label:24}{''.join(f'{each[label]:10,}' for each in counts.values())}" for label in opened.labels),
        "",
        *_left_out(plan.train.report, plan.dev.report, opened),
    ]
    for label in opened.labels:
        if counts["train"][label] < FEW:
            rows.append(f"note: {counts['train'][label]} mentions of {label} to learn from are few")
        if not counts["dev"][label]:
            rows.append(f"note: {label} is not in dev, so nothing will be known of how well it is found")
    return "\n".join(rows)


def _left_out(train: AlignmentReport, dev: AlignmentReport, opened: OpenedCorpus) -> list[str]:
    rows = [f"train: {train}", f"dev: {dev}"]
    by_reason: dict[str, list[LostMention]] = {}
    for lost in (*train.lost, *dev.lost, *opened.discontinuous):
        by_reason.setdefault(lost.reason, []).append(lost)
    for reason, those in sorted(by_reason.items()):
        examples = "; ".join(f"{each.text!r} ({each.mention.label}) in {each.doc_id}" for each in those[:SHOWN])
        rows.append(f"cannot be learned, as it {REASONS[reason]}: {len(those):,}, such as {examples}")
    if opened.repaired:
        rows.append(f"offsets that were off and are mended: {opened.repaired:,}")
    if opened.left_out:
        rows.append(f"files of no format that is known, left out: {', '.join(opened.left_out[:SHOWN])}")
    return rows


def _counts(documents: Sequence[GoldDocument]) -> Counter[str]:
    return Counter(mention.label for document in documents for mention in document.mentions)

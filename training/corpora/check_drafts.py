"""Drafts of a corpus' file to gold documents; what is wrong is refused with file, line and value."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ner_model.errors import Refused
from training.corpora.align import LostMention
from training.corpora.draft import Claim, Draft, Piece
from training.corpora.gold import GoldDocument, Mention
from training.corpora.offsets import Unit, fits, nearest, unit_of

REPAIR = "`--repair_offsets` reads them so"


class Leniency(NamedTuple):
    """What is mended or passed over rather than refused."""

    repair_offsets: bool = False
    allow_overlaps: bool = False


STRICT = Leniency()


class Checked(NamedTuple):
    """Documents, mentions in several pieces, which a document cannot hold, and how many offsets were mended.

    `first_at` has the place in the file where each label comes first.
    """

    documents: list[GoldDocument]
    discontinuous: list[LostMention]
    repaired: int
    first_at: dict[str, str]


def check_drafts(drafts: Sequence[Draft], leniency: Leniency = STRICT) -> Checked:
    """The documents of one file, their mentions in the order of the text.

    Raises `Refused` for an annotation that is not what the text has at its place, and says by how much its offsets are
    off; for a label of nothing but white space; and for mentions that cross one another, or lie at one place with two
    labels, unless overlaps are allowed.
    """
    unit = unit_of(drafts)
    documents, discontinuous, repaired = [], [], 0
    for draft in drafts:
        mentions: list[tuple[Mention, str, str]] = []
        for claim in draft.claims:
            pieces = _pieces(draft, claim, unit, leniency)
            repaired += pieces != claim.pieces
            if len(pieces) > 1:
                mention = Mention(pieces[0][0], pieces[-1][1], claim.label)
                text = " ... ".join(draft.text[start:end] for start, end in pieces)
                discontinuous.append(LostMention(draft.doc_id, mention, text, "discontinuous"))
            else:
                mentions.append((Mention(*pieces[0], claim.label), claim.concept, claim.at))
        mentions.sort()
        if not leniency.allow_overlaps:
            _check_overlaps(draft.text, [(mention, at) for mention, _, at in mentions])
        concepts = tuple(concept for _, concept, _ in mentions)
        own = tuple(mention for mention, _, _ in mentions)
        documents.append(GoldDocument(draft.doc_id, draft.text, own, concepts if any(concepts) else ()))
    first_at = {claim.label: claim.at for draft in reversed(drafts) for claim in reversed(draft.claims)}
    return Checked(documents, discontinuous, repaired, first_at)


def _pieces(draft: Draft, claim: Claim, unit: Unit, leniency: Leniency) -> tuple[Piece, ...]:
    """The pieces of an annotation in code points, those that touch as one."""
    if not claim.label.strip():
        raise Refused("an annotation without a label", claim.at, claim.label)
    is_free = claim.text is None or len(claim.pieces) > 1  # what is in several pieces is counted, and not learned
    if fits(draft.text, claim, unit) or (is_free and _lies_within(draft, claim)):
        moved = [unit.moved(draft.text, piece) or piece for piece in claim.pieces]
        if tuple(moved) != claim.pieces and not leniency.repair_offsets:
            raise Refused(unit.name, claim.at, _shown(draft, claim), REPAIR)
        return _joined(draft.text, moved)
    if (distance := nearest(draft.text, claim)) is None:
        if max(end for _, end in claim.pieces) > len(draft.text):
            raise Refused(
                f"an annotation ends beyond its text, which has {len(draft.text):,} characters",
                claim.at,
                _shown(draft, claim),
            )
        raise Refused("the text of an annotation is not at its place", claim.at, _shown(draft, claim))
    if not leniency.repair_offsets:
        what = f"offsets are {abs(distance)} too {'low' if distance > 0 else 'high'}"
        raise Refused(what, claim.at, _shown(draft, claim), REPAIR)
    start = claim.pieces[0][0] + distance
    return ((start, start + len(claim.text or "")),)


def _lies_within(draft: Draft, claim: Claim) -> bool:
    return all(0 <= start < end <= len(draft.text) for start, end in claim.pieces)


def _joined(text: str, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Pieces in order; two with nothing but white space between are one, as annotation tools cut at line ends."""
    joined: list[Piece] = []
    for start, end in sorted(pieces):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _check_overlaps(text: str, mentions: Sequence[tuple[Mention, str]]) -> None:
    """Nested mentions are no error: the longest is learned, and the others are counted when they are aligned."""
    remedy = "correct one of them, or learn the longest of such mentions with `--allow_overlaps`"
    open_: list[tuple[Mention, str]] = []
    for mention, at in mentions:
        open_ = [each for each in open_ if each[0].end > mention.start]
        for other, other_at in open_:
            is_same = (other.start, other.end) == (mention.start, mention.end)
            is_crossing = other.start < mention.start and other.end < mention.end
            if (is_same and other.label != mention.label) or is_crossing:
                what = "two labels for one place" if is_same else "two mentions that cross one another"
                shown = [f"{text[each.start : each.end]} ({each.label})" for each in (other, mention)]
                raise Refused(f"{what}, the other one at {other_at}", at, ", ".join(shown), remedy)
        open_.append((mention, at))


def _shown(draft: Draft, claim: Claim) -> str:
    """The place of an annotation, what it says, and what the text has there."""
    places = "; ".join(f"{start} {end}" for start, end in claim.pieces)
    there = " ".join(draft.text[max(start, 0) : end] for start, end in claim.pieces)
    stated = "" if claim.text is None else f" {claim.text!r}"
    return f"{claim.label} {places}{stated}, where the text of {draft.doc_id} has {there!r}"


def only_code_points(drafts: Iterable[Draft]) -> list[GoldDocument]:
    """`check_drafts` for corpora as published, whose offsets are right and whose mentions may lie in one another."""
    return check_drafts(list(drafts), Leniency(allow_overlaps=True)).documents

"""Each way in which annotations of a corpus are broken, and what the error says of it."""

import pytest

from ner_model.errors import Refused
from training.corpora.check_drafts import Leniency, check_drafts
from training.corpora.draft import Claim, Draft
from training.corpora.gold import Mention

TEXT = "Old 𝄞 lute,\r\nnew harp\r\nand a viol."
PLACES = [(6, 10, "lute"), (17, 21, "harp"), (29, 33, "viol")]  # in code points


def draft_of(*places, text=TEXT, stated=True, label="Instrument"):
    claims = [
        Claim(((start, end),), label, name if stated else None, f"a.ann:{line}")
        for line, (start, end, name) in enumerate(places, start=1)
    ]
    return Draft("7", text, tuple(claims), "a.ann")


def test_right_offsets_are_left_alone():
    checked = check_drafts([draft_of(*PLACES)])
    assert checked.documents[0].mentions == tuple(Mention(start, end, "Instrument") for start, end, _ in PLACES)
    assert checked.repaired == 0


@pytest.mark.parametrize("stated", [True, False])
@pytest.mark.parametrize(
    ("reason", "off"),
    [
        ("offsets are 1 too high", 1),
        ("offsets are 1 too low", -1),
        ("offsets are 2 too low", -2),
        ("offsets are 2 too high", 2),
    ],
)
def test_offsets_that_are_off_say_by_how_much_and_are_mended_on_demand(reason, off, stated):
    text = TEXT.replace("𝄞", "old").replace("\r\n", "; ")
    places = [(text.index(name) + off, text.index(name) + off + 4, name) for _, _, name in PLACES]
    draft = draft_of(*places, text=text, stated=stated)
    with pytest.raises(Refused, match=rf"a\.ann:1: {reason}; `--repair_offsets` reads them so\. Received: .*"):
        check_drafts([draft])
    checked = check_drafts([draft], Leniency(repair_offsets=True))
    assert [text[mention.start : mention.end] for mention in checked.documents[0].mentions] == ["lute", "harp", "viol"]
    assert checked.repaired == 3


@pytest.mark.parametrize(
    ("reason", "places"),
    [
        ("UTF-16", [(7, 11, "lute"), (18, 22, "harp"), (30, 34, "viol")]),
        ("bytes of UTF-8", [(9, 13, "lute"), (20, 24, "harp"), (32, 36, "viol")]),
        ("CR LF", [(6, 10, "lute"), (16, 20, "harp"), (27, 31, "viol")]),
        ("they count the last character in", [(6, 9, "lute"), (17, 20, "harp"), (29, 32, "viol")]),
        ("they count from 1", [(7, 10, "lute"), (18, 21, "harp"), (30, 33, "viol")]),
    ],
)
def test_offsets_in_another_unit_are_recognised_and_mended_on_demand(reason, places):
    with pytest.raises(Refused, match=reason):
        check_drafts([draft_of(*places)])
    checked = check_drafts([draft_of(*places)], Leniency(repair_offsets=True))
    assert [TEXT[mention.start : mention.end] for mention in checked.documents[0].mentions] == ["lute", "harp", "viol"]


def test_offsets_that_count_windows_line_ends_are_recognised_in_a_text_without():
    text = TEXT.replace("\r\n", "\n")
    draft = draft_of((6, 10, "lute"), (17, 21, "harp"), (29, 33, "viol"), text=text)
    with pytest.raises(Refused, match="offsets count a line end as two characters"):
        check_drafts([draft])


def test_a_single_annotation_that_is_off_says_by_how_much():
    text = " ".join(["lute", *["harp"] * 20])
    places = [(5 * number, 5 * number + 4, "harp") for number in range(1, 21)]
    with pytest.raises(Refused, match=r"a\.ann:21: offsets are 3 too high"):
        check_drafts([draft_of(*places, (3, 7, "lute"), text=text)])


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ((6, 10, "drum"), "is not at its place. Received: .*where the text of 7 has 'lute'"),
        ((90, 94, "drum"), "ends beyond its text, which has 34 characters"),
        ((10, 6, None), "is not at its place"),
    ],
)
def test_what_no_unit_explains_is_refused(place, reason):
    with pytest.raises(Refused, match=rf"a\.ann:4: .*{reason}"):
        check_drafts([draft_of(*PLACES, place)])


def test_a_label_of_white_space_is_refused():
    with pytest.raises(Refused, match=r"a\.ann:1: an annotation without a label"):
        check_drafts([draft_of(*PLACES, label=" ")])


def overlapping(first, second):
    claims = tuple(
        Claim(((start, end),), label, None, f"a.ann:{line}")
        for line, (start, end, label) in enumerate([first, second], start=1)
    )
    return [Draft("7", "Old bass viol.", claims, "a.ann")]


def test_mentions_that_cross_are_refused_unless_allowed():
    drafts = overlapping((0, 8, "Part"), (4, 13, "Instrument"))
    with pytest.raises(Refused, match=r"a\.ann:2: two mentions that cross one another, the other one at a\.ann:1"):
        check_drafts(drafts)
    assert len(check_drafts(drafts, Leniency(allow_overlaps=True)).documents[0].mentions) == 2


def test_two_labels_for_one_place_are_refused():
    with pytest.raises(
        Refused, match=r"two labels for one place.*Received: 'bass viol \(Instrument\), bass viol \(Part\)'"
    ):
        check_drafts(overlapping((4, 13, "Instrument"), (4, 13, "Part")))


def test_nested_mentions_are_no_error():
    assert len(check_drafts(overlapping((4, 13, "Instrument"), (4, 8, "Part"))).documents[0].mentions) == 2


def test_pieces_that_only_white_space_parts_are_one_mention():
    claim = Claim(((0, 3), (4, 8)), "Instrument", "Old bass", "a.ann:1")
    (document,) = check_drafts([Draft("7", "Old bass viol.", (claim,), "a.ann")]).documents
    assert document.mentions == (Mention(0, 8, "Instrument"),)

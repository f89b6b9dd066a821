"""Pages for tests: of values, with texts that would like to be more than text."""

from jobs.report.excerpts import marks_of, pieces_of
from jobs.report.values import Input, LabelSummary, Page, Shown
from transforms.writing.mentions import Mention

HOSTILE = """</script><script>document.title='taken'</script><img src=x onerror="document.title='taken'">'"&<!--"""
RIGHT_TO_LEFT = "\u202eLithium\u202c \u05dc\u05d9\u05ea\u05d9\u05d5\u05dd causes tremor \0 \U0001f600."

PAGE = Page(
    kind="Report of a run",
    title="annotations",
    when="2026-11-25 17:18 UTC",
    read_call="lt.read('annotations')",
    documents=1_200,
    files=2,
    tokens=9_000,
    entities=3_000,
    letters=3,
    speed="90,000 a second",
    warnings=("One file could not be read; see below.",),
    labels=(
        LabelSummary("Chemical", 2_000, 0.93, (0, 0, 1, 2, 3, 4, 5, 6, 7, 1_972)),
        LabelSummary("Disease", 1_000, 0.84, (0, 0, 0, 0, 30, 40, 50, 60, 70, 750)),
        *(LabelSummary(f"Label {number}", 1, 0.5, (0, 0, 0, 0, 0, 1, 0, 0, 0, 0)) for number in range(7)),
    ),
    surveyed=3_000,
    mentions={"Chemical": (Mention("Chemical", "Zinc", 40), Mention("Chemical", HOSTILE, 4)), "Disease": ()},
    exact=True,
    reasons=(),
    shown_letters=(),
    inputs=(Input(f"/corpus/{HOSTILE}", 1_234_567, True), Input("/corpus/b.jsonl", 12, False)),
    facts={"Command": HOSTILE, "Model": "stub"},
)


def shown(doc_id, text, *entities, why="Chemical, score 0.9 or more", **fields):
    """A document with entities of (text, label, score)."""
    rows = []
    for word, label, score in entities:
        start = text.index(word)
        rows.append({"start": start, "end": start + len(word), "label": label, "text": word, "score": score})
    marks = marks_of(rows, text)
    return Shown(doc_id, "in.jsonl#1", why, list(pieces_of(text, marks)), 0, len(text), len(text), len(marks), **fields)


DOCUMENTS = [
    shown("d1", "Zinc may cause rash.", ("Zinc", "Chemical", 0.98), ("rash", "Disease", 0.41)),
    shown("d2", f"Lead. {HOSTILE}", ("Lead", "Chemical", 0.7), flags=("RetractionIn",)),
    shown(HOSTILE, RIGHT_TO_LEFT, ("Lithium", "Chemical", 0.9), ("tremor", "Disease", 0.95), why="no entities"),
]

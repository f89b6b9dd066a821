"""The formats that labelled corpora are read from; a file is asked for them in this order."""

from training.corpora.corpus_format import Beginning, CorpusFormat
from training.corpora.draft import CorpusFile
from training.corpora.formats import bioc_json, bioc_xml, brat, conll, docbin, jsonl, label_studio, pubtator

CORPUS_FORMATS: tuple[CorpusFormat, ...] = (
    docbin.FORMAT,
    brat.FORMAT,
    bioc_xml.FORMAT,
    bioc_json.FORMAT,
    jsonl.FORMAT,
    label_studio.FORMAT,
    pubtator.FORMAT,
    conll.FORMAT,
)


def format_of(file: CorpusFile) -> CorpusFormat | None:
    """The format of a file by its name and its beginning; None if it is of no format that is known."""
    beginning = Beginning(file)
    return next((each for each in CORPUS_FORMATS if each.recognise(beginning)), None)


def table() -> str:
    """The formats as the documentation lists them."""
    rows = [f"| `{each.name}` | {each.about} |" for each in CORPUS_FORMATS]
    return "\n".join(["| format | what is read |", "|---|---|", *rows])


if __name__ == "__main__":
    print(table())

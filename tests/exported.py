"""Annotated documents for tests of exports, and what programs of others read in the files that are made of them."""

import json
from collections import defaultdict
from urllib.parse import quote

from bioc import biocjson, biocxml, brat, pubtator

from ner_model.linking.link import Link
from ner_model.text import tokenize
from tests.stub_tagger import Entity, StubTagger
from transforms.exporting.all_exports import export_named
from transforms.exporting.export_format import Notes
from transforms.records import AnnotatedDocument, Document, Section


def annotated(doc_id, text, *mentions, sections=(), links=()):
    """A document in which each mention, a text and a label, is found behind the one before it."""
    entities, end = [], 0
    for mention, label in mentions:
        start = text.index(mention, end)
        end = start + len(mention)
        entities.append(Entity(start, end, label, mention, 0.5, 0))
    sections = tuple(Section(*section) for section in sections)
    return AnnotatedDocument(Document(doc_id, f"in.jsonl#{doc_id}", text, sections), 1, 1, entities, links)


def tagged(document):
    """A document as the stub tagger has it: each capitalised word is a name."""
    tokens = tokenize(document.text, {at for section in document.sections for at in (section.start, section.end)})
    (entities,) = StubTagger().tag([document.text], [tokens])
    return AnnotatedDocument(document, len(tokens.sentence_starts), len(tokens.starts), entities)


ZINC = Link(("MESH:D015032",), ("Zinc",), 0.9, "exact")
BOTH = Link(("MESH:D001943", "MESH:D010051"), ("Breast", "Ovary"), 0.8, "exact")
HARD = [
    annotated(
        "1", "Zinc & α-TNF.\n𝒜 <Lead> helps.", ("Zinc", "Chemical"), ("Lead", "Metal"), sections=[("title", 0, 13)]
    ),
    annotated(
        "pmc/a b|2%",
        "Ünited\u200dZinc\u00a0(Pb).\n\nBreast and ovarian cancer.\tIt is.",
        ("Zinc", "Chemical"),
        ("Breast and ovarian cancer", "cell line"),
        sections=[("title", 0, 17, "Title"), ("results", 19, 52, "3.1 Results")],
        links=(ZINC, BOTH),
    ),
    annotated("no-sections", "He\u0301lium, Mg2+ and Ca.", ("He\u0301lium", "Gas"), ("Mg2", "Ion"), ("Ca", "Ion")),
    annotated(".hidden", 'She said "lead, zinc".  ', ("lead, zinc", "Two"), sections=[("abstract", 0, 9)]),
    annotated("nothing", "No entity here.", sections=[("abstract", 3, 9)]),
    annotated("empty", ""),
]


def write(name, documents, folder):
    """Exports documents to a folder; returns the notes."""
    notes = Notes()
    for file, content, _ in export_named(name).pieces(iter(documents), notes):
        path = folder / f"part{file}"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as stream:
            stream.write(content)
    return {note.name: times for note, times in notes.counts.items()}


def text_of(path):
    """A file as it is, whatever ends its lines."""
    return path.read_bytes().decode()


def read_pubtator(folder):
    for document in pubtator.loads(text_of(folder / "part.pubtator")):
        text = f"{document.title} {document.abstract or ''}"  # bioc has a line feed between them
        yield document.pmid, [(a.start, a.end, a.type, a.text) for a in document.annotations], text


def _read_bioc(collection):
    for document in collection.documents:
        annotations = [annotation for passage in document.passages for annotation in passage.annotations]
        spans = [(a.total_span.offset, a.total_span.end, a.infons["type"], a.text) for a in annotations]
        text = ""
        for passage in document.passages:
            text += " " * (passage.offset - len(text)) + (passage.text or "")
        yield document.id, spans, text


def read_bioc_xml(folder):
    with (folder / "part.bioc.xml").open("rb") as stream:
        yield from _read_bioc(biocxml.load(stream))


def read_bioc_json(folder):
    yield from _read_bioc(biocjson.loads(text_of(folder / "part.bioc.json")))


def read_brat(folder):
    for path in (folder / "part").glob("*.txt"):
        document = brat.loads(text_of(path), text_of(path.with_suffix(".ann")))
        spans = [(*e.total_span, e.type, e.text) for e in document.entities]
        yield path.stem, sorted(spans), document.text


def read_conll(folder):
    """Spans as spaCy has them, in code points by the third column; the text is what lies between tokens too."""
    from spacy.training.converters import conll_ner_to_docs

    content = text_of(folder / "part.conll")
    rows = iter([line.split("\t") for line in content.split("\n") if "\t" in line])
    for doc in conll_ner_to_docs(content, no_print=True):
        of_doc = [next(rows) for _ in doc]
        places = [tuple(map(int, row[2].split(":"))) for row in of_doc]
        spans = [(places[e.start][0], places[e.end - 1][1], e.label_, None) for e in doc.ents]
        yield of_doc[0][1], spans, None


def read_docbin(folder):
    import spacy
    from spacy.tokens import DocBin

    for path in sorted(folder.glob("*.spacy")):
        for doc in DocBin().from_disk(path).get_docs(spacy.blank("en").vocab):
            yield doc.user_data["doc_id"], [(e.start_char, e.end_char, e.label_, e.text) for e in doc.ents], doc.text


def read_webannotation(folder):
    spans = defaultdict(list)
    for line in text_of(folder / "part.annotations.jsonl").splitlines():
        annotation = json.loads(line)
        position, quotation = annotation["target"]["selector"]
        span = (position["start"], position["end"], annotation["body"][0]["value"], quotation["exact"])
        spans[annotation["target"]["source"]["id"]].append(span)
    for line in text_of(folder / "part.documents.jsonl").splitlines():
        document = json.loads(line)
        doc_id = quote(document["id"], safe="")
        yield doc_id, spans[doc_id], document["text"]


FOREIGN = {
    "pubtator": read_pubtator,
    "bioc_xml": read_bioc_xml,
    "bioc_json": read_bioc_json,
    "brat": read_brat,
    "conll": read_conll,
    "docbin": read_docbin,
    "webannotation": read_webannotation,
}

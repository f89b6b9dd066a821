"""Committed runs for tests, with rows that the stub tagger would make."""

from dataclasses import replace

from ner_model.text import tokenize
from tests.run_records import run_record
from tests.stub_tagger import StubTagger
from transforms.records import AnnotatedDocument, DeadLetter, Document
from transforms.runs.commit_run import commit_run
from transforms.runs.layout import Layout
from transforms.runs.run_record import Counts
from transforms.tables.all_tables import TABLES
from transforms.writing.parquet_files import TableWriter

_TAG = StubTagger().tag
_LETTER_FIELDS = {"doc_id": None, "step": "read", "reason": "bad_json", "detail": "cut", "record": "{"}


def commit(output, run_id, texts, letters=(), inputs=("in.jsonl",), tag=_TAG, **fields):
    """Commits a run over documents by id, and over dead letters by source, all of the first input."""
    layout = Layout(output, run_id)
    annotated = [
        annotate(Document(doc_id, f"{inputs[0]}#{number}", text), tag)
        for number, (doc_id, text) in enumerate(texts.items(), start=1)
    ]
    dead = [DeadLetter(**(_LETTER_FIELDS | letter)) for letter in letters]
    made = {"entities": annotated, "documents": annotated, "dead_letters": dead}
    files = []
    for name, results in made.items():
        rows = TABLES[name].rows(results)
        if rows.num_rows:
            writer = TableWriter(name, layout.staged(name), {}, f"{run_id}-bundle", 1 << 30)
            files += [*writer.write(rows), *writer.close()]
    counts = Counts(
        files=len(inputs),
        documents_read=len(annotated) + len(dead),
        documents=len(annotated),
        dead_letters=len(dead),
        sentences=sum(document.sentences for document in annotated),
        tokens=sum(document.tokens for document in annotated),
        entities=sum(len(document.entities) for document in annotated),
    )
    record = replace(run_record(run_id, inputs), counts=counts, **fields)
    commit_run(layout, record, files, {})


def annotate(document, tag):
    tokens = tokenize(document.text)
    (entities,) = tag([document.text], [tokens])
    return AnnotatedDocument(document, len(tokens.sentence_starts), len(tokens.starts), entities)

"""What a run left, and what a plain loop over the same files finds."""

import json

import pyarrow.parquet as pq

from ner_model.text import tokenize
from tests.stub_tagger import StubTagger
from transforms.reading.find_files import find_files
from transforms.reading.read_file import read_file
from transforms.reading.record import ReadOptions
from transforms.records import DeadLetter, Deletion

_ENTITY = ("doc_id", "sentence", "start", "end", "label", "text")


def rows_of(output):
    """Sorted rows of the three tables; of the documents their ids, sources and hashes."""
    return {
        "entities": _rows(output, "entities", _ENTITY),
        "documents": _rows(output, "documents", ("doc_id", "source", "text")),
        "dead_letters": _rows(output, "dead_letters", ("source", "step", "reason")),
    }


def naive_rows(corpus):
    """The same, by a loop."""
    rows = {"entities": [], "documents": [], "dead_letters": []}
    for file in find_files([str(corpus)]):
        for document in read_file(file, ReadOptions()):
            if isinstance(document, Deletion):
                continue
            table, found = _naive(document)
            rows[table].append(found)
            if table == "documents":
                borders = [at for section in document.sections for at in (section.start, section.end)]
                (entities,) = StubTagger().tag([document.text], [tokenize(document.text, borders)])
                rows["entities"] += [(document.doc_id, entity.sentence, *entity[:4]) for entity in entities]
    return {table: sorted(found) for table, found in rows.items()}


def all_rows(output, table):
    """Sorted rows of all columns."""
    return sorted(map(str, pq.read_table(output / table, partitioning=None).to_pylist()))


def record_of(output):
    (record,) = records_of(output)
    return record


def records_of(output):
    """Of all runs, in their order."""
    return [json.loads(path.read_text()) for path in sorted((output / "runs").iterdir())]


def _naive(document):
    if isinstance(document, DeadLetter):
        return "dead_letters", (document.source, document.step, document.reason)
    if "POISON" in document.text:
        return "dead_letters", (document.source, "tag", "tagger_failed")
    return "documents", (document.doc_id, document.source, document.text)


def _rows(output, table, columns):
    rows = pq.read_table(output / table, partitioning=None).to_pylist()
    return sorted(tuple(row[column] for column in columns) for row in rows)

"""An output of a chosen number of entities, made without a tagger: rows as a run writes them, for what reads them."""

import random
from pathlib import Path

from ner_model.entity import Entity
from ner_model.linking.link import Link
from transforms.records import AnnotatedDocument, Document, Section
from transforms.runs.commit_run import commit_run
from transforms.runs.layout import Layout
from transforms.runs.run_record import Counts, InputRecord, Model, RunRecord
from transforms.tables.all_tables import TABLES
from transforms.writing.parquet_files import TableWriter

_RUN = "2026-01-01T000000.000000Z-bench0"
_PER_DOCUMENT = 20  # entities
_PER_GROUP = 5_000  # documents of a row group
_WORDS = ["the", "of", "in", "patients", "with", "induced", "after", "and", "treated", "by", "dose", "effect", "study"]


def write_output(output: Path, entities: int, seed: int = 1) -> None:
    """Documents of twenty entities each; how often a mention comes falls off with its rank, as in real corpora."""
    source = random.Random(seed)
    names = [_name(source) for _ in range(50_000)]
    layout = Layout(str(output), _RUN)
    writers = {name: TableWriter(name, layout.staged(name), {}, "bench") for name in ("documents", "entities")}
    files, documents, labels = [], entities // _PER_DOCUMENT, dict.fromkeys(("Chemical", "Disease", "Gene"), 0)
    for first in range(0, documents, _PER_GROUP):
        made = [_document(number, names, source) for number in range(first, min(first + _PER_GROUP, documents))]
        for each in made:
            for entity in each.entities:
                labels[entity.label] += 1
        for name, writer in writers.items():
            files += writer.write(TABLES[name].rows(made))
    files += [file for writer in writers.values() for file in writer.close()]
    commit_run(layout, _record(documents, labels), files, {})


def _name(source: random.Random) -> str:
    return "".join(
        source.choice(["ben", "zol", "ami", "thio", "pro", "lid", "cap", "ril", "in"])
        for _ in range(source.randint(2, 5))
    )


def _document(number: int, names: list[str], source: random.Random) -> AnnotatedDocument:
    pieces, entities, length = [], [], 0
    for _ in range(_PER_DOCUMENT):
        words = " ".join(source.choices(_WORDS, k=8)) + " "
        name = names[min(int(source.paretovariate(0.7)), len(names)) - 1]
        label = ("Chemical", "Disease", "Gene")[len(name) % 3]
        start = length + len(words)
        entities.append(Entity(start, start + len(name), label, name, source.random() ** 0.3, len(entities)))
        pieces += [words, name, ". "]
        length = start + len(name) + 2
    sections = (Section("title", 0, entities[0].end + 1), Section("abstract", entities[0].end + 2, length))
    document = Document(str(number), f"bench.jsonl#{number + 1}", "".join(pieces), sections)
    links = tuple(Link((f"MESH:D{hash_of(entity.text):06}",), (entity.text,), 0.9, "exact") for entity in entities)
    return AnnotatedDocument(document, len(entities), 10 * len(entities), entities, links)


def hash_of(name: str) -> int:
    """A number under a million that is the same in every process."""
    return sum(ord(character) * 31**place for place, character in enumerate(name)) % 1_000_000


def _record(documents: int, labels: dict[str, int]) -> RunRecord:
    return RunRecord(
        run_id=_RUN,
        schema_version="2",
        model=Model("none", "0" * 64, "native"),
        counts=Counts(
            files=1,
            documents_read=documents,
            documents=documents,
            dead_letters=0,
            sentences=documents * _PER_DOCUMENT,
            tokens=documents * 200,
            entities=sum(labels.values()),
        ),
        inputs=(InputRecord("bench.jsonl", 1, "00"),),
        entities_by_label=labels,
    )

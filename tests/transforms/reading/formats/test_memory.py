"""Reads a file of 2 GB of each format in at most 1 GB of memory; takes half an hour, so only with THOROUGH=1."""

import gzip
import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

pytestmark = pytest.mark.skipif("THOROUGH" not in os.environ, reason="takes half an hour: set THOROUGH=1")

SIZE = int(os.environ.get("THOROUGH_BYTES", 2_000_000_000))
LIMIT = 1_000_000  # kB of peak memory
ROOT = Path(__file__).parents[4]
TEXT = "Aspirin may provoke asthma in some patients, and it did so in 3 of 40 here. " * 200
ROWS = 2_000

READ = """
import resource, sys
from transforms.reading.read_file import read_file
from transforms.reading.record import ReadOptions
from transforms.records import Document, InputFile
counts = [0, 0]
for record in read_file(InputFile(sys.argv[1]), ReadOptions()):
    counts[isinstance(record, Document)] += 1
print(counts[1], counts[0], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""

# What comes before the records, one record, what comes after them.
FORMATS = {
    "jsonl": ("", '{"id": %d, "text": "' + TEXT + '"}\n', ""),
    "csv": ("id,text\n", '%d,"' + TEXT + '"\n', ""),
    "pubtator": ("", "%d|t|Aspirin and asthma.\n%d|a|" + TEXT + "\n\n", ""),
    "medline": (
        "<PubmedArticleSet>",
        "<PubmedArticle><MedlineCitation><PMID>%d</PMID><Article><Abstract><AbstractText>"
        + TEXT
        + "</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>\n",
        "</PubmedArticleSet>",
    ),
    "bioc_xml": (
        "<collection><source/>",
        "<document><id>%d</id><passage><offset>0</offset><text>" + TEXT + "</text></passage></document>\n",
        "</collection>",
    ),
    "bioc_json": (
        '{"documents": [',
        '{"id": "%d", "passages": [{"offset": 0, "text": "' + TEXT + '"}]},\n',
        '{"id": "last", "passages": []}]}',
    ),
}
ARTICLE = (
    "<article><front><article-meta><article-id pub-id-type='pmid'>%d</article-id></article-meta></front><body>"
    + f"<sec><title>Results</title>{f'<p>{TEXT}</p>' * 3}</sec></body></article>"
)


def peak(path: Path) -> tuple[int, int, int]:
    """Documents, dead letters and kilobytes of a process that reads the file."""
    size = path.stat().st_size
    done = subprocess.run([sys.executable, "-c", READ, path], cwd=ROOT, check=True, capture_output=True, text=True)
    documents, letters, kilobytes = map(int, done.stdout.split())
    path.unlink()
    print(f"{path.name}: {size:,} bytes, {documents:,} documents, {kilobytes / 1000:.0f} MB")
    return documents, letters, kilobytes


def pieces(name: str, size: int) -> Iterator[bytes]:
    """The file a record at a time; yields no more than the size."""
    head, record, tail = FORMATS[name]
    yield head.encode()
    for number in range(size // len(record)):
        yield (record % ((number,) * record.count("%d"))).encode()
    yield tail.encode()


@pytest.mark.parametrize("name", FORMATS)
def test_records_of_a_large_file(tmp_path, name):
    path = tmp_path / f"large.{name}"
    with path.open("wb") as file:
        file.writelines(pieces(name, SIZE))
    documents, letters, kilobytes = peak(path)
    assert documents == SIZE // len(FORMATS[name][1]) + (name == "bioc_json")
    assert letters == 0
    assert kilobytes < LIMIT


def test_compressed(tmp_path):
    path = tmp_path / "large.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.writelines(pieces("jsonl", SIZE))
    documents, letters, kilobytes = peak(path)
    assert (documents, letters) == (SIZE // len(FORMATS["jsonl"][1]), 0)
    assert kilobytes < LIMIT


def test_archive_of_articles(tmp_path):
    path = tmp_path / "large.tar"
    count = SIZE // len(ARTICLE)
    with tarfile.open(path, "w") as tar:
        for number in range(count):
            content = (ARTICLE % number).encode()
            member = tarfile.TarInfo(f"PMC{number}.nxml")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
            tar.members.clear()
    documents, letters, kilobytes = peak(path)
    assert (documents, letters) == (count, 0)
    assert kilobytes < LIMIT


@pytest.mark.parametrize("group", [ROWS, 10**9], ids=["row groups", "one row group"])
def test_parquet(tmp_path, group):
    path = tmp_path / "large.parquet"
    schema = pa.schema([("id", pa.int64()), ("text", pa.string())])
    count = SIZE // len(TEXT)
    text = pa.array([TEXT] * ROWS)
    chunks = [pa.table([pa.array(range(start, start + ROWS)), text], schema) for start in range(0, count, ROWS)]
    with pq.ParquetWriter(path, schema, compression="none", use_dictionary=False) as writer:
        writer.write_table(pa.concat_tables(chunks), row_group_size=group)
    documents, letters, kilobytes = peak(path)
    assert (documents, letters) == (len(chunks) * ROWS, 0)
    assert kilobytes < LIMIT


def endless(begin: bytes, middle: bytes, end: bytes) -> Callable[[io.BufferedWriter], None]:
    """Writes one record as large as the file."""

    def write(file: io.BufferedWriter) -> None:
        file.write(begin)
        block = middle * (1_000_000 // len(middle))
        for _ in range(SIZE // len(block)):
            file.write(block)
        file.write(end)

    return write


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.txt", endless(b"", b"word ", b"")),
        ("a.jsonl", endless(b'{"id": 1, "text": "', b"word ", b'"}\n{"id": 2, "text": "x"}\n')),
        ("a.csv", endless(b"id,text\n1,", b"word ", b"\n2,x\n")),
        ("b.csv", endless(b'id,text\n1,"', b"word " * 10_000 + b"\n", b'"\n2,x\n')),
        ("a.pubtator", endless(b"1|t|", b"word ", b"\n\n2|t|x\n")),
        ("a.xml", endless(b"<PubmedArticleSet><PubmedArticle>", b"<a b='c'/>", b"</PubmedArticle></PubmedArticleSet>")),
        ("b.xml", endless(b"<PubmedArticleSet>", b"<a b='c'/>", b"</PubmedArticleSet>")),
        ("a.nxml", endless(b"<article>", b"<p>", b"</article>")),
        ("a.json", endless(b'{"documents": [{"id": 1, "passages": [{"offset": 0, "text": "', b"word ", b'"}]}]}')),
        ("b.json", endless(b'{"documents": [{"id": 1, "passages": [', b"[],", b"]}]}")),
    ],
)
def test_one_enormous_record(tmp_path, name, write):
    path = tmp_path / name
    with path.open("wb") as file:
        write(file)
    documents, letters, kilobytes = peak(path)
    assert documents <= 1
    assert letters > 0 or name == "b.xml"  # which has no records at all
    assert kilobytes < LIMIT

"""Files to begin from: the miniatures of the project, and small files of what they lack, packed in all ways."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

MINIATURES = Path(__file__).parents[1] / "fixtures" / "formats"

LINES = b'{"id": "1", "text": "Zinc \\u00e9."}\n{"id": "2", "title": "On rats.", "abstract": "They sleep."}\n'
TABLE = 'id,text\n1,Zinc.\n2,"Two\nlines, and a ""quote""."\n3,é\n'
PLAIN = "Zinc in rats.\n\nMethods. One, two; three.\n"

WORDS = (  # what structure is made of, for the fuzzer to put in anywhere
    *(
        "<PubmedArticle>",
        "</PubmedArticle>",
        "<PMID Version='2'>",
        "<DeleteCitation>",
        "</PubmedArticleSet>",
        "<article>",
    ),
    *(
        "<sec>",
        "</sec>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE a [",
        "<!ENTITY a 'b'>",
        "&alpha;",
        "&#0;",
        "<?a?>",
    ),
    *("<document>", "</document>", "<passage>", "<offset>99</offset>", "<TEI>", "<record>", "<td rowspan='9'>"),
    *(
        '{"id": "',
        '"text": "',
        '"passages": [',
        '"documents": [',
        '"offset": ',
        "\\\\ud800",
        '"}',
        "]}",
        "null",
        "1e999",
    ),
    *(
        "|t|",
        "|a|",
        "PMID- ",
        "TI  - ",
        "AB  - ",
        "TY  - JOUR",
        "ER  - ",
        "@article{a, title={",
        "{\\\\'e}",
        "@string{",
    ),
    *(
        "\\xff\\xfe",
        "\\xef\\xbb\\xbf",
        "\\x00",
        "\\x0d",
        "PAR1\\x15",
        "BZh9",
        "\\x1f\\x8b",
        "ustar",
        "size=",
        "9999999999",
    ),
)


def seeds() -> dict[str, bytes]:
    """Names to bytes."""
    files = {path.name: path.read_bytes() for path in sorted(MINIATURES.iterdir())} | _small()
    packed = {
        f"{name}.{kind}": pack(files[name]) for name in ("lines.jsonl", "medline_2016.xml") for kind, pack in _PACK
    }
    return files | packed | {"all.tar": archive(files), "odd.tar": archive({"a.txt": b"Zinc."}, tarfile.USTAR_FORMAT)}


_PACK = (
    ("gz", gzip.compress),
    ("bz2", bz2.compress),
    ("xz", lzma.compress),
    ("zst", zstandard.ZstdCompressor().compress),
)


def _small() -> dict[str, bytes]:
    return {
        "lines.jsonl": LINES,
        "list.json": json.dumps([json.loads(line) for line in LINES.splitlines()]).encode(),
        "table.csv": TABLE.encode(),
        "wide.csv": TABLE.encode("utf-16"),
        "old.csv": TABLE.replace("\n", "\r").encode(),
        "bars.csv": TABLE.replace(",", "|").encode("utf-8-sig"),
        "plain.txt": PLAIN.encode(),
        "rows.parquet": parquet({"id": ["1", "2"], "text": ["Zinc.", "Two é."]}),
        "numbers.parquet": parquet({"pmid": [1, None], "title": ["Zinc.", None], "abstract": [None, "Rats."]}),
    }


def parquet(columns: dict[str, list]) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink, row_group_size=1, write_page_checksum=True)
    return sink.getvalue()


def archive(files: dict[str, bytes], format: int = tarfile.PAX_FORMAT) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=format) as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(f"folder/{name}")
            member.size = len(content)
            if format == tarfile.PAX_FORMAT:
                member.pax_headers = {"comment": "é" * 20, "GNU.sparse.name": name}
            tar.addfile(member, io.BytesIO(content))
    return sink.getvalue()


def dictionary() -> str:
    """`WORDS` as libFuzzer reads them."""
    return "".join('"{}"\n'.format(word.replace('"', '\\"')) for word in WORDS)

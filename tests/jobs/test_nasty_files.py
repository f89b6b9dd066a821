"""Files that nobody would write on purpose, all in one run: what is read of each, and what is said of the rest."""

import bz2
import gzip
import io
import json
import lzma
import os
import socket
import tarfile
from collections import defaultdict

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jobs.tag_corpus import main

ONE, TWO = b'{"id": "1", "text": "Zinc."}\n', b'{"id": "2", "text": "Lead."}\n'
BAD = "bad_json"


def article(body: bytes, head: bytes = b"") -> bytes:
    meta = b'<article-meta><article-id pub-id-type="pmid">1</article-id></article-meta>'
    return head + b"<article><front>" + meta + b"</front><body>" + body + b"</body></article>"


def citation(body: bytes) -> bytes:
    inner = b"<PubmedArticle><MedlineCitation>" + body + b"</MedlineCitation></PubmedArticle>"
    return b"<PubmedArticleSet>" + inner + b"</PubmedArticleSet>"


def tar(*members: tuple[str | tarfile.TarInfo, bytes]) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", errors="surrogateescape") as archive:
        for name, content in members:
            member = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return sink.getvalue()


def special(kind: bytes) -> tarfile.TarInfo:
    member = tarfile.TarInfo("special")
    member.type, member.linkname = kind, "/etc/passwd"
    return member


def parquet(**columns: list) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


FILES = {  # what the file is: its name, its bytes, ids of documents and reasons of dead letters
    "gzip with garbage behind it": ("a.jsonl.gz", gzip.compress(ONE) + b"garbage", ["1", "corrupt_compression"]),
    "gzip of two members, cut in a line": (
        "a.jsonl.gz",
        gzip.compress(ONE[:9]) + gzip.compress(ONE[9:] + TWO),
        ["1", "2"],
    ),
    "xz behind xz": ("a.jsonl.xz", lzma.compress(ONE) + lzma.compress(TWO), ["1", "2"]),
    "bzip2 behind bzip2": ("a.jsonl.bz2", bz2.compress(ONE) + bz2.compress(TWO), ["1", "2"]),
    "gzip in gzip": ("a.gz.gz", gzip.compress(gzip.compress(ONE)), ["archive"]),
    "a gzip of zeros": ("a.txt.gz", gzip.compress(bytes(50_000_000)), ["unknown_format"]),
    "nothing": ("a.jsonl", b"", ["empty_file"]),
    "empty lines": ("a.jsonl", b"\n\n", ["no_records"]),
    "a header alone": ("a.csv", b"id,text\n", []),
    "a byte order mark": ("a.jsonl", b"\xef\xbb\xbf" + ONE, ["1"]),
    "a byte order mark in the midst": ("a.jsonl", ONE + b"\xef\xbb\xbf" + TWO, ["1", BAD]),
    "bytes of zero": ("a.jsonl", b'{"id": "1", "text": "a \x00"}\n' + TWO, [BAD, "2"]),
    "numbers that are none": (
        "a.jsonl",
        b'{"id": "1", "text": "a", "x": NaN}\n{"id": Infinity, "text": "a"}\n',
        ["1", "wrong_type"],
    ),
    "numbers as ids": (
        "a.jsonl",
        b"".join(b'{"id": %s, "text": "a"}\n' % number for number in (b"9" * 5_000, b"-7", b"1.5")),
        [BAD, "-7", "wrong_type"],
    ),
    "an id of a megabyte": ("a.jsonl", b'{"id": "%s", "text": "a"}\n' % (b"x" * 10**6), ["x" * 10**6]),
    "ids with lines and slashes": ("a.jsonl", b'{"id": "a\\n/../b\\u202e", "text": "a"}\n', ["a\n/../b\u202e"]),
    "half characters": (
        "a.jsonl",
        b'{"id": "1", "text": "\\ud800"}\n{"id": "2", "text": "\\ud83d\\ude00"}\n',
        ["lone_surrogate", "2"],
    ),
    "JSON of 200,000 levels": (
        "a.jsonl",
        b'{"id": "1", "x": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n" + TWO,
        [BAD, "2"],
    ),
    "lines that are no objects": (
        "a.jsonl",
        b'{"id": "0", "text": "a"}\n"text"\n42\nnull\n[1]\n' + TWO,
        ["0", *["wrong_type"] * 4, "2"],
    ),
    "JSON lines of an old Mac": ("a.jsonl", (ONE + TWO).replace(b"\n", b"\r"), ["1", "2"]),
    "bytes that are no UTF-8": ("a.jsonl", b'{"id": "1", "text": "\xff"}\n' + TWO, ["invalid_utf8", "2"]),
    "UTF-32": ("a.jsonl", ONE.decode().encode("utf-32"), ["1"]),
    "EBCDIC": ("a.jsonl", ONE.decode().encode("cp500"), ["invalid_utf8"]),
    "half of a UTF-16 character": ("a.txt", "Zinc.".encode("utf-16") + b"\0", ["invalid_encoding"]),
    "an encoding that nobody reads": (
        "a.xml",
        b'<?xml version="1.0" encoding="idna"?><article/>',
        ["unknown_encoding"],
    ),
    "a hundred thousand attributes": (
        "a.nxml",
        article(b"<p %s>x</p>" % b" ".join(b'a%d="1"' % n for n in range(10**5))),
        ["1"],
    ),
    "an attribute twice": ("a.nxml", article(b'<p a="1" a="2">x</p>'), ["malformed_xml"]),
    "100,000 sections in each other": ("a.nxml", article(b"<sec>" * 10**5 + b"</sec>" * 10**5), ["malformed_xml"]),
    "a cell of a billion rows": (
        "a.nxml",
        article(b'<table><tr><td rowspan="1000000000" colspan="x">Zinc</td></tr></table>'),
        ["1"],
    ),
    "characters that XML does not have": ("a.nxml", article(b"<p>&#0;&#xD800;</p>"), ["malformed_xml"]),
    "entities of entities": (
        "a.nxml",
        article(b"<p>&b;</p>", b'<!DOCTYPE article [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'),
        ["malformed_xml"],
    ),
    "a file from elsewhere": (
        "a.nxml",
        article(b"<p>&x;</p>", b'<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        ["malformed_xml"],
    ),
    "two roots": ("a.nxml", article(b"<p>a</p>") + article(b"<p>b</p>").replace(b">1<", b">2<"), ["1", "2"]),
    "a citation of two ids": (
        "a.xml",
        citation(b"<PMID>1</PMID><PMID>2</PMID><Article><ArticleTitle>Zinc</ArticleTitle></Article>"),
        ["1"],
    ),
    "records in comments": (
        "a.xml",
        b"<PubmedArticleSet><!--<PubmedArticle><PMID>1</PMID></PubmedArticle>--></PubmedArticleSet>",
        [],
    ),
    "records that never end": (
        "a.xml",
        b"<PubmedArticleSet><PubmedArticle><MedlineCitation>" + b"<PMID>" * 999,
        ["truncated"],
    ),
    "RIS without an end": ("a.ris", b"TY  - JOUR\nID  - 1\nTI  - Zinc\n", ["malformed_ris"]),
    "BibTeX of braces alone": ("a.bib", b"@article{x, title=" + b"{" * 100_000, ["malformed_bibtex"]),
    "strings that are each other": (
        "a.bib",
        b"@string{a = b}\n@string{b = a}\n@article{x, title = a # b, pmid=1}\n",
        ["1"],
    ),
    "tabs in a title": ("a.pubtator", b"1|t|Zinc\thelps\n1|a|A\tb\n", ["1"]),
    "a column twice": ("a.csv", b"id,text,text\n1,a,b\n", ["doubled_column"]),
    "no column that is known": ("a.csv", b"foo,bar\n1,2\n", ["missing_column"]),
    "a quote that never ends": ("a.csv", b'id,text\n1,"a\n', ["malformed_csv"]),
    "a text that begins as Parquet": ("a.txt", b"PAR1 is a gene.", ["a"]),
    "a text that begins as bzip2": ("b.txt", b"BZh is a word.", ["b"]),
    "an archive in an archive": ("a.tar", tar(("x.tar", tar(("y.jsonl", ONE))), ("z.jsonl", TWO)), ["left_out", "2"]),
    "names that lead elsewhere": (
        "a.tar",
        tar(("../../x.jsonl", ONE), ("/y.jsonl", TWO), ("\udcff.jsonl", ONE)),
        ["1", "2", "duplicate_id"],
    ),
    "devices and links": (
        "a.tar",
        tar(*((special(kind), b"") for kind in (b"1", b"2", b"3", b"4", b"6", b"Z")), ("z.jsonl", TWO)),
        [*["left_out"] * 6, "2"],
    ),
    "an archive behind an archive": (
        "a.tar",
        tar(("x.jsonl", ONE)) + tar(("y.jsonl", TWO)),
        ["1", "malformed_archive"],
    ),
    "columns of lists": ("a.parquet", parquet(id=["1"], text=[["x", "y"]]), ["wrong_type"]),
    "a column of bytes": ("a.parquet", parquet(id=["1"], text=["Zinc"], blob=[os.urandom(10**6)]), ["1"]),
    "Parquet that is encrypted": ("a.parquet", b"PARE" + bytes(100) + b"PARE", ["malformed_parquet"]),
    "spaces alone": ("a.txt", b" " * 100_000, ["a"]),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """By the number of the file, what the job made of it, in the order of its records."""
    folder = tmp_path_factory.mktemp("nasty")
    for number, (name, content, _) in enumerate(FILES.values()):
        (folder / "in" / f"{number:02}").mkdir(parents=True)
        (folder / "in" / f"{number:02}" / name).write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        from ner_model import tagger
        from tests import stub_tagger

        patch.setattr(tagger, "load", stub_tagger.load)
        assert main([f"--input={folder}/in", f"--output={folder}/out", "--max_dead_letter_rate=1"]) == 0
    found = defaultdict(list)
    for table, column in (("documents", "doc_id"), ("dead_letters", "reason")):
        for row in pq.read_table(folder / "out" / table, columns=["source", column], partitioning=None).to_pylist():
            place = row["source"].removeprefix(f"{folder}/in/")
            found[int(place[:2])].append((place, row[column]))
    return found


@pytest.mark.parametrize("fact", FILES)
def test_what_is_read_of(found, fact):
    number = list(FILES).index(fact)
    outcomes = [outcome for _, outcome in found[number]]
    expected = [f"{number:02}/{name}" if name in ("a", "b") else name for name in FILES[fact][2]]
    assert sorted(outcomes) == sorted(expected)


def test_what_is_no_file_costs_itself_alone(tmp_path, monkeypatch):
    folder = tmp_path / "in"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "a.jsonl").write_bytes(ONE)
    os.mkfifo("pipe.jsonl")
    for name, target in (("loop.jsonl", "loop.jsonl"), ("zero.txt", "/dev/zero"), ("folder", folder)):
        (folder / name).symlink_to(target)
    with socket.socket(socket.AF_UNIX) as end:
        end.bind("socket.jsonl")
        assert main([f"--input={folder}", f"--output={tmp_path}/out", "--max_dead_letter_rate=1"]) == 0
    (record,) = (tmp_path / "out" / "runs").iterdir()
    counts = json.loads(record.read_text())
    assert (counts["counts"]["documents"], counts["dead_letters_by_reason"]) == (1, {"read/unreadable_file": 4})


def test_names_that_are_no_text_or_have_wildcards(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate([b"\xff.jsonl", b"a\nb.jsonl", b"[x].jsonl", b"*.jsonl", b"--help", b"a#b.jsonl"]):
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:  # noqa: PTH118, PTH123  # the name is bytes
            file.write(ONE.replace(b"1", b"%d" % number))
    assert main([f"--input={folder}", f"--output={tmp_path}/out"]) == 0
    assert sorted(pq.read_table(tmp_path / "out" / "documents")["doc_id"].to_pylist()) == list("012345")

"""Files of every format through the whole job, to Parquet."""

import io
import json
import os
import socket
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jobs.compact_annotations import main as compact
from jobs.tag_corpus import main

FIXTURES = Path(__file__).parents[1] / "fixtures" / "formats"
REAL = Path(__file__).parents[2].parent / "shared" / "data" / "formats"


@pytest.fixture
def tag(tmp_path):
    """Tags an input; returns the tables of documents and entities, and the dead letters."""

    def tag(path, *flags):
        code = main([f"--input={path}", f"--output={tmp_path}/out", "--max_dead_letter_rate=1", *flags])
        assert code == 0
        tables = (pd.read_parquet(tmp_path / "out" / name) for name in ("documents", "entities", "dead_letters"))
        documents, entities, dead_letters = tables
        texts = dict(zip(documents.doc_id, documents.text, strict=True))
        for row in entities.itertuples():
            assert texts[row.doc_id][row.start : row.end] == row.text
        return documents, entities, dead_letters

    return tag


def count_by_file(table):
    return table.source.map(lambda source: Path(source.rpartition("#")[0]).name).value_counts().to_dict()


def test_every_format_comes_out_as_documents(tag):
    documents, _, dead_letters = tag(FIXTURES)
    expected = {
        "abstracts.csv": 2,
        "abstracts.pubtator": 2,
        "article.nxml": 1,
        "citations.bib": 2,
        "citations.nbib": 2,
        "citations.ris": 2,
        "collection.bioc.json": 2,
        "collection.bioc.xml": 2,
        "documents.jsonl": 2,
        "endnote.xml": 2,
        "medline_2016.xml": 2,
        "pubmed_2025.xml": 4,
    }
    assert count_by_file(documents).items() >= expected.items()
    assert len(dead_letters) == 0


def test_objects_with_the_keys_of_bioc_are_all_tagged(tag, tmp_path):
    objects = [{"id": name, "text": "Zinc helps.", "passages": [7], "documents": [{"id": 1}]} for name in "abc"]
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "array.json").write_text(json.dumps(objects))
    (folder / "lines.jsonl").write_text("".join(json.dumps(one | {"id": one["id"] * 2}) + "\n" for one in objects))
    documents, _, dead_letters = tag(folder)
    assert sorted(documents.doc_id) == ["a", "aa", "b", "bb", "c", "cc"]
    assert len(dead_letters) == 0


def test_records_in_comments_are_not_tagged(tag, tmp_path):
    citation = "<MedlineCitation><PMID>{}</PMID><Article><ArticleTitle>Zinc.</ArticleTitle></Article></MedlineCitation>"
    (tmp_path / "a.xml").write_text(
        f"<MedlineCitationSet><!-- {citation.format(1)} --><![CDATA[{citation.format(2)}]]>{citation.format(3)}"
        f"{citation.format(4)[:-20]}</MedlineCitationSet>"
    )
    documents, _, dead_letters = tag(tmp_path / "a.xml")
    assert list(documents.doc_id) == ["3"]
    assert list(dead_letters.reason) == ["truncated"]


def test_a_header_without_a_text_column_is_one_dead_letter_that_names_the_flag(tag, tmp_path):
    (tmp_path / "a.csv").write_text("PMID;Journal\n1;J\n2;J\n")
    documents, _, dead_letters = tag(tmp_path / "a.csv")
    assert len(documents) == 0
    assert "--text_field" in dead_letters.detail[0]


@pytest.mark.parametrize(
    ("name", "documents"),
    [("medline/medline16n0902.xml.gz", 604), ("medline/pubmed-29768149.xml", 1), ("bioc/BioRED_Dev.BioC.json.gz", 61)],
)
def test_real_files(tag, name, documents):
    if not REAL.exists():
        pytest.skip(f"needs the files in {REAL}")
    found, entities, dead_letters = tag(REAL / name)
    assert (len(found), len(dead_letters)) == (documents, 0)
    assert len(entities) > 0


def test_articles_that_are_not_jats_say_so(tag):
    if not REAL.exists():
        pytest.skip(f"needs the files in {REAL}")
    documents, _, dead_letters = tag(REAL / "not_jats")
    assert (len(documents), list(dead_letters.reason)) == (0, ["not_jats"] * 4)


def test_files_of_one_name_in_two_folders_are_two_documents(tag, tmp_path):
    for name, text in (("1", "Zinc helps."), ("2", "Lead harms.")):
        (tmp_path / "dd" / name).mkdir(parents=True)
        (tmp_path / "dd" / name / "a.txt").write_text(text)
    documents, _, dead_letters = tag(tmp_path / "dd")
    found = dict(zip(documents.doc_id, documents.text, strict=True))
    assert found == {"1/a": "Zinc helps.", "2/a": "Lead harms."}
    assert len(dead_letters) == 0


def test_standard_input_is_tagged_without_a_warning(tag, monkeypatch, caplog):
    piped = io.TextIOWrapper(io.BytesIO(b'{"id": 1, "text": "Zinc helps."}\n'))
    monkeypatch.setattr("sys.stdin", piped)
    documents, _, dead_letters = tag("-")
    assert (list(documents.doc_id), len(dead_letters)) == (["1"], 0)
    assert "type hint" not in caplog.text


def test_pipes_sockets_and_broken_links_are_dead_letters_and_nothing_waits(tag, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Zinc helps.")
    (folder / "gone.txt").symlink_to("nowhere")
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "socket"))
        documents, _, dead_letters = tag(folder)
    assert list(documents.doc_id) == ["a"]
    assert list(dead_letters.reason) == ["unreadable_file"] * 3


def test_names_that_are_no_unicode_are_tagged(tag, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    Path(os.fsdecode(bytes(folder) + b"/caf\xe9.txt")).write_text("Zinc helps.")
    documents, _, dead_letters = tag(folder)
    assert (list(documents.doc_id), len(dead_letters)) == (["caf\\udce9"], 0)


def test_what_cannot_be_read_says_of_what_kind_it_is(tag, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    documents, _, dead_letters = tag(folder)
    assert len(documents) == 0
    assert sorted(dead_letters.reason) == ["image", "pdf"]


def test_odd_records_cost_themselves_and_no_run(tag, tmp_path):
    """What once ended a run with a traceback, beside a record that is whole."""
    folder = tmp_path / "in"
    folder.mkdir()
    columns = {"id": ["p1", "p2"], "text": pa.array([0, 2**62], pa.timestamp("us"))}
    pq.write_table(pa.table(columns), folder / "a.parquet")
    pq.write_table(pa.Table.from_arrays([pa.array(["x"])] * 3, ["id", "text", "text"]), folder / "b.parquet")
    citation = "<MedlineCitation><PMID Version='{}'>{}</PMID><Article><ArticleTitle>Zinc.</ArticleTitle></Article>"
    citations = "".join(f"{citation.format(*each)}</MedlineCitation>" for each in [(2**31, 1), ("9" * 5000, 2), (1, 3)])
    deletion = f"<DeleteCitation><PMID Version='{2**40}'>4</PMID></DeleteCitation>"
    (folder / "c.xml").write_text(f"<MedlineCitationSet>{citations}{deletion}</MedlineCitationSet>")
    passage = {"offset": 0, "text": "Zinc.", "infons": {"type": "\ud800"}}
    passages = [[passage], [passage | {"infons": {}, "offset": 2**31 - 2}], [passage | {"infons": {}}]]
    collection = [{"id": f"b{number}", "passages": each} for number, each in enumerate(passages)]
    (folder / "d.json").write_text(json.dumps({"documents": collection}))
    documents, _, dead_letters = tag(folder)
    assert sorted(documents.doc_id) == ["3", "b2"]
    assert len(dead_letters) == 2 + 1 + 3 + 2


def test_a_file_number_of_pubmed_beyond_32_bits_is_compacted(tag, tmp_path):
    citation = "<MedlineCitation><PMID Version='1'>3</PMID></MedlineCitation>"
    (tmp_path / "pubmed26n99999999999.xml").write_text(f"<MedlineCitationSet>{citation}</MedlineCitationSet>")
    tag(tmp_path / "pubmed26n99999999999.xml")
    assert compact([f"--output={tmp_path}/out"]) == 0


def test_two_texts_under_one_id_are_never_collapsed_unseen(tmp_path, capsys):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in (("a", "Zinc helps."), ("b", "Lead harms.")):
        (folder / f"{name}.jsonl").write_text(json.dumps({"id": "7", "text": text}))
    assert main([f"--input={folder}", f"--output={tmp_path}/out"]) == 0
    assert list(pd.read_parquet(tmp_path / "out" / "documents").doc_id) == ["7", "7"]
    assert compact([f"--output={tmp_path}/out"]) == 4
    assert "one text for each id" in capsys.readouterr().out
    (report,) = (tmp_path / "out" / "reports").glob("*.html")
    assert f"{folder}/b.jsonl#1 is kept, {folder}/a.jsonl#1 is not" in report.read_text()
    assert compact([f"--output={tmp_path}/out", "--force"]) == 0

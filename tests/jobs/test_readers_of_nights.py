"""Every command that reads a snapshot finds in a base with nights what it finds in the same snapshot made whole."""

import csv
import json
import shutil
from argparse import Namespace

import pandas as pd
import pytest

import literature_tagger as lt
from jobs import count_pairs
from jobs.browse.corpus import Corpus
from jobs.browse.query import Query
from jobs.browse.search import csv_of, find, find_document
from jobs.browse.to_paste import sql_to_paste
from jobs.export.__main__ import main as export
from jobs.report.__main__ import main as report
from ner_model.linking.link import Link
from tests.jobs import test_snapshots_of_nights
from tests.jobs.test_added_nights import FLAGS, add_night
from tests.jobs.test_snapshots_of_nights import annotate, commit
from tests.pubmed_updates import Citation, UpdateFile, write

ZINC = Link(("C1",), ("zinc",), 0.9, "exact")


def linked(document):
    found = annotate(document)
    entities = [each._replace(label="Disease") if each.text == "Rat" else each for each in found.entities]
    return found._replace(entities=entities, links=(ZINC,) * len(entities))


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """The same runs twice: a base with nights that revise, add and delete citations, and the snapshot made whole."""
    folder = tmp_path_factory.mktemp("nights")
    nights, whole = folder / "nights", folder / "whole"
    deliveries = [
        ({number: "Zinc harms Rat." for number in range(1, 61)}, []),
        ({7: "Lead harms Bob.", 90: "Lead and Zinc."}, []),
        ({}, [(9, 1), (90, 1)]),
        ({8: "nothing."}, []),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(test_snapshots_of_nights, "annotate", linked)
        for number, (titles, deleted) in enumerate(deliveries, start=1):
            citations = [Citation(pmid, 1, title) for pmid, title in titles.items()]
            commit(nights, f"R{number}", [write(UpdateFile(number, citations, deleted), folder / "in")])
            _, added = add_night(nights)
    assert added == 3
    shutil.copytree(nights, whole)
    assert add_night(whole, Namespace(**{**vars(FLAGS), "rebase": True}))[1] == 0
    return nights, whole


def test_python_reads_the_same(outputs):
    for table in ("documents", "entities"):
        nights, whole = (lt.read(output).arrow(table).to_pylist() for output in outputs)
        assert sorted(nights, key=lambda row: (row["doc_id"], row.get("start"))) == whole


def test_an_export_holds_the_same(outputs, tmp_path):
    exported = []
    for output in outputs:
        to = tmp_path / f"csv-{output.name}"
        assert export([f"--output={output}", "--format=csv", f"--to={to}"]) == 0
        record = json.loads((to / "export.json").read_text())
        rows = [row for path in sorted(to.glob("*.csv")) for row in csv.reader(path.open(newline=""))]
        exported.append((record["documents"], record["entities"], sorted(rows)))
    assert exported[0] == exported[1]
    assert exported[0][0] == 59


def test_pairs_are_the_same(outputs, tmp_path):
    counted = []
    for output in outputs:
        to = tmp_path / f"pairs-{output.name}"
        flags = [f"--annotations={output}", "--labels=Name,Disease", f"--output={to}"]
        assert count_pairs.main(flags) == 0
        concepts = pd.read_parquet(to / "concepts.parquet").sort_values(["doc_id", "concept_id"])
        counted.append((concepts.reset_index(drop=True), pd.read_parquet(to / "pairs.parquet")))
    for one, other in zip(*counted, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_the_page_counts_and_shows_the_same(outputs, tmp_path):
    pages = []
    for output in outputs:
        assert report([f"--output={output}", "--snapshot", f"--to={tmp_path}/page.html"]) == 0
        text = (tmp_path / "page.html").read_text()
        pages.append((text.count("<article"), text.count("Lead"), text.count("<mark")))
    assert pages[0] == pages[1]


def test_the_browser_finds_the_same(outputs):
    duckdb = pytest.importorskip("duckdb")
    found = []
    for output in outputs:
        corpus = Corpus(str(output))
        page = find(corpus, Query())
        rows = sorted(b"".join(csv_of(corpus, Query())).splitlines())
        documents = [find_document(corpus, doc_id) for doc_id in ("7", "8", "9", "90")]
        pasted = duckdb.sql(sql_to_paste(corpus.state(), Query())).fetchall()
        found.append((page.total, page.mentions, rows, documents, len(pasted)))
        corpus.close()
    assert found[0] == found[1]
    assert [document and document.text.strip() for document in found[0][3]] == [
        "Lead harms Bob.",
        "nothing.",
        None,
        None,
    ]

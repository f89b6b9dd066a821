import os

import pytest

from ner_model.tagger import Entity
from tests import object_store
from tests.run_records import run_record
from transforms.records import AnnotatedDocument, Document
from transforms.runs.bundles import bundles_of
from transforms.runs.layout import Layout
from transforms.storage import write_json
from transforms.tables.documents import document_rows
from transforms.tables.entities import entity_rows
from transforms.tagging import known_annotations, known_segment
from transforms.tagging.known_annotations import KnownAnnotations, index_runs, segments_in
from transforms.writing import parquet_files
from transforms.writing.parquet_files import TableWriter

ZINC = Entity(0, 4, "Chemical", "Zinc", 0.25, 0)
PAIN = Entity(5, 9, "Disease", "pain", 0.5, 0)
DOCUMENTS = [
    AnnotatedDocument(Document(f"d{number}", "a#1", f"Zinc pain {number}"), 1, 3, [ZINC, PAIN][: number % 3])
    for number in range(7)
]


def publish(output, run_id, documents, group=2):
    """A run of one bundle, with row groups of a few documents."""
    layout = Layout(str(output), run_id)
    for table, rows in {"entities": entity_rows, "documents": document_rows}.items():
        writer = TableWriter(table, layout.final(table), {}, "bundle")
        for start in range(0, len(documents), group):
            list(writer.write(rows(documents[start : start + group])))
        list(writer.close())


@pytest.fixture
def known(tmp_path):
    publish(tmp_path, "R1", DOCUMENTS)
    index_runs(str(tmp_path), ["R1"], f"{tmp_path}/known")
    return KnownAnnotations(f"{tmp_path}/known")


def test_every_text_finds_its_own_entities(known):
    for document, sentences, tokens, entities, *_ in DOCUMENTS:
        assert known.find(document.text) == (sentences, tokens, entities)


def test_other_texts_are_not_known(known):
    assert [known.find(text) for text in ("", "Zinc pain", "Zinc pain 99")] == [None, None, None]


def test_files_that_were_full_continue_each_other(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet_files, "_FILE_BYTES", 1)
    publish(tmp_path, "R1", DOCUMENTS)
    (bundle,) = bundles_of(str(tmp_path), "R1")
    assert (len(bundle.documents), len(bundle.entities)) == (4, 3)  # the last document has none
    index_runs(str(tmp_path), ["R1"], f"{tmp_path}/known")
    assert KnownAnnotations(f"{tmp_path}/known").find("Zinc pain 5").entities == [ZINC, PAIN]


def test_without_an_index_nothing_is_known(tmp_path):
    index_runs(str(tmp_path), [], f"{tmp_path}/known")
    assert KnownAnnotations(f"{tmp_path}/known").find("Zinc") is None


def index(tmp_path, numbers, first=0):
    """Runs of as many documents each as `numbers` says, one added to the index after the other."""
    for number, size in enumerate(numbers, start=first):
        documents = [
            AnnotatedDocument(Document("d", "a#1", f"Zinc pain {number} {place}"), 1, 4, [ZINC])
            for place in range(size)
        ]
        publish(tmp_path, f"R{number}", documents)
        index_runs(str(tmp_path), [f"R{run}" for run in range(number + 1)], f"{tmp_path}/known")


def sizes(tmp_path):
    return [segment.about.texts for segment in segments_in(f"{tmp_path}/known")]


def test_runs_are_added_to_few_segments_and_large_ones_stay_as_they_are(tmp_path):
    index(tmp_path, [12, 2])
    (large, _) = before = segments_in(f"{tmp_path}/known")
    index(tmp_path, [2], first=2)
    assert [segment.about.texts for segment in before] == [12, 2]
    assert sizes(tmp_path) == [12, 4]
    assert segments_in(f"{tmp_path}/known")[0].path == large.path
    index(tmp_path, [3], first=3)
    assert sizes(tmp_path) == [19]
    known = KnownAnnotations(f"{tmp_path}/known")
    texts = [f"Zinc pain {run} {place}" for run, size in enumerate([12, 2, 2, 3]) for place in range(size)]
    assert all(known.find(text) == (1, 4, [ZINC]) for text in texts)


def test_what_another_run_has_tagged_too_is_kept_once(tmp_path):
    for run_id in ("R1", "R2"):
        publish(tmp_path, run_id, DOCUMENTS)
    index_runs(str(tmp_path), ["R1", "R2"], f"{tmp_path}/known")
    (segment,) = segments_in(f"{tmp_path}/known")
    assert sum(batch.num_rows for batch in segment.between(0, 1 << 64)) == len(DOCUMENTS)


def test_texts_of_runs_that_are_gone_are_not_known(tmp_path):
    index(tmp_path, [12, 2])
    index_runs(str(tmp_path), ["R1"], f"{tmp_path}/known")
    known = KnownAnnotations(f"{tmp_path}/known")
    assert (known.find("Zinc pain 0 0"), known.find("Zinc pain 1 0").tokens) == (None, 4)


@pytest.mark.parametrize("moment", ["part", "segment", "moved"])
def test_what_an_interruption_leaves_is_removed(tmp_path, monkeypatch, moment):
    index(tmp_path, [3])
    names = {"part": "_part", "segment": "write_segment", "moved": "_remove_others"}

    def interrupted(*arguments):
        if moment == "segment":
            (tmp_path / "known" / "half.arrow.0.tmp").touch()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(known_annotations, names[moment], interrupted)
        with pytest.raises(KeyboardInterrupt):
            index(tmp_path, [2], first=1)
    assert KnownAnnotations(f"{tmp_path}/known").find("Zinc pain 0 0").tokens == 4
    index(tmp_path, [2], first=1)
    assert sizes(tmp_path) == [5]
    assert len(list((tmp_path / "known").iterdir())) == 2


def test_a_torn_segment_is_made_again(tmp_path):
    index(tmp_path, [3])
    (segment,) = segments_in(f"{tmp_path}/known")
    os.truncate(segment.path, 100)
    assert KnownAnnotations(f"{tmp_path}/known").find("Zinc pain 0 0") is None
    index_runs(str(tmp_path), ["R0"], f"{tmp_path}/known")
    assert KnownAnnotations(f"{tmp_path}/known").find("Zinc pain 0 0").tokens == 4


def test_texts_are_found_whatever_their_number(tmp_path, monkeypatch):
    monkeypatch.setattr(known_annotations, "SORTED_TEXTS", 16)
    monkeypatch.setattr(known_segment, "SORTED_TEXTS", 16)
    monkeypatch.setattr(known_segment, "_BATCH_TEXTS", 4)
    index(tmp_path, [150, 20])
    known = KnownAnnotations(f"{tmp_path}/known")
    texts = [f"Zinc pain {run} {place}" for run, size in enumerate([150, 20]) for place in range(size)]
    assert all(known.find(text).entities == [ZINC] for text in texts)
    assert not any(known.find(f"other {text}") for text in texts)


def test_labels_of_several_runs_keep_their_names(tmp_path):
    for run_id, label in (("R1", "Gene"), ("R2", "Animal"), ("R3", "Zebra")):
        found = [ZINC, PAIN._replace(label=label)]
        publish(tmp_path, run_id, [AnnotatedDocument(Document("d", "a#1", f"Zinc pain {label}"), 1, 3, found)])
        index_runs(str(tmp_path), [run.name[4:] for run in (tmp_path / "documents").iterdir()], f"{tmp_path}/known")
    known = KnownAnnotations(f"{tmp_path}/known")
    for label in ("Gene", "Animal", "Zebra"):
        assert [each.label for each in known.find(f"Zinc pain {label}").entities] == ["Chemical", label]


def test_in_an_object_store(monkeypatch):
    monkeypatch.setattr(object_store, "OBJECTS", {})
    for run_id in ("R0", "R1"):
        write_json(f"mem://bucket/out/runs/{run_id}.json", run_record(run_id))
    index("mem://bucket/out", [3, 2])
    known = KnownAnnotations("mem://bucket/out/known")
    assert [known.find(f"Zinc pain {run} 1").entities for run in (0, 1)] == [[ZINC], [ZINC]]
    assert len([path for path in object_store.OBJECTS if "/known/" in path]) == 2

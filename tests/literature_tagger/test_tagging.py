import json
from pathlib import Path

import pandas as pd
import pytest

import literature_tagger as lt
from jobs.tag_corpus import main
from ner_model.tagger import load

TEXTS = ["Lithium causes tremor.", "", "\U0001f600 Aspirin may cause asthma."]


@pytest.fixture(scope="module")
def tagger():
    return load("bc5cdr")


def rows_of(entities):
    return list(entities[["doc_id", "start", "end", "label", "text"]].itertuples(index=False, name=None))


def test_a_list_of_texts_gives_rows_with_exact_offsets(tagger):
    found = lt.tag(TEXTS, model=tagger)
    assert rows_of(found) == [
        ("0", 0, 7, "Chemical", "Lithium"),
        ("0", 15, 21, "Disease", "tremor"),
        ("2", 2, 9, "Chemical", "Aspirin"),
        ("2", 20, 26, "Disease", "asthma"),
    ]
    assert found.documents.text.tolist() == TEXTS
    assert list(found.columns) == ["doc_id", "start", "end", "label", "text", "score", "sentence"]


@pytest.mark.parametrize(
    "texts",
    [
        pd.Series(TEXTS, index=["x", "y", "z"]),
        dict(zip("xyz", TEXTS, strict=True)),
        pd.DataFrame({"text": TEXTS}, index=["x", "y", "z"]),
        pd.DataFrame({"pmid": ["x", "y", "z"], "text": TEXTS}),
    ],
)
def test_ids_are_those_of_the_texts(tagger, texts):
    assert [row[0] for row in rows_of(lt.tag(texts, model=tagger))] == ["x", "x", "z", "z"]


def test_titles_and_abstracts_are_one_text_as_in_files(tagger):
    frame = pd.DataFrame({"pmid": [7, 8], "title": ["On zinc.", "On rats."], "abstract": ["It helps.", None]})
    found = lt.tag(frame, model=tagger)
    assert found.documents.text.tolist() == ["On zinc. It helps.", "On rats."]
    assert found.documents.doc_id.tolist() == ["7", "8"]


def test_generators_and_single_texts_are_taken(tagger):
    assert rows_of(lt.tag((text for text in TEXTS), model=tagger)) == rows_of(lt.tag(TEXTS, model=tagger))
    assert rows_of(lt.tag(TEXTS[0], model=tagger)) == rows_of(lt.tag(TEXTS[:1], model=tagger))
    assert rows_of(lt.tag([], model=tagger)) == []


def test_files_give_the_rows_of_the_job(tmp_path, tagger):
    lines = [{"id": f"d{number}", "text": f"Lithium caused tremor in rat {number}. It did."} for number in range(600)]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    assert main([f"--input={path}", f"--output={tmp_path}/out", "--no_report"]) == 0
    columns = ["doc_id", "start", "end", "label", "text", "score", "sentence", "source"]
    expected = lt.read(tmp_path / "out").entities[columns].astype(object)
    found = lt.tag(path, model=tagger)[columns].astype(object)
    order = ["doc_id", "start"]
    pd.testing.assert_frame_equal(
        pd.DataFrame(found).sort_values(order, ignore_index=True), expected.sort_values(order, ignore_index=True)
    )


def test_records_that_cannot_be_read_are_warned_of_and_kept(tmp_path, tagger):
    (tmp_path / "a.jsonl").write_text('{"id": "d1", "text": "Zinc."}\n{"id": "cut\n')
    with pytest.warns(UserWarning, match="1 records could not be tagged"):
        found = lt.tag([tmp_path / "a.jsonl"], model=tagger)
    assert found.dead_letters.reason.tolist() == ["bad_json"]
    assert found.documents.doc_id.tolist() == ["d1"]


def test_half_a_character_is_a_dead_letter(tagger):
    with pytest.warns(UserWarning, match="could not be tagged"):
        found = lt.tag(["\ud800 Zinc.", "Zinc."], model=tagger)
    assert found.dead_letters.reason.tolist() == ["lone_surrogate"]


@pytest.mark.parametrize(
    "texts", [["Zinc.", None], pd.Series(["Zinc.", float("nan")]), pd.DataFrame({"x": ["Zinc."]}), [1]]
)
def test_what_is_no_text_is_named(tagger, texts):
    with pytest.raises(TypeError, match=r"must be a str|none of text"):
        lt.tag(texts, model=tagger)


def test_progress_is_shown_on_request(tagger, capsys):
    lt.tag(TEXTS, model=tagger, progress=True)
    assert "3/3" in capsys.readouterr().err
    lt.tag(TEXTS, model=tagger)
    assert capsys.readouterr().err == ""


def test_a_missing_file_is_named(tagger):
    with pytest.raises(FileNotFoundError, match="none"):
        lt.tag(Path("none"), model=tagger)

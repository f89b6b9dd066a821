"""The tutorial, run as its reader runs it."""

import os
import pathlib

import pytest

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")

ROOT = pathlib.Path(__file__).parents[2]
FOLDER = ROOT / "training" / "tutorial"
NOTEBOOK = FOLDER / "tagger_of_your_own.ipynb"


def test_the_tutorial_is_kept_without_outputs():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    assert not any(cell.get("outputs") for cell in cells)


@pytest.mark.slow
def test_ten_files_become_a_tagger_and_its_parquet():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"}
    client = nbclient.NotebookClient(notebook, timeout=900, resources={"metadata": {"path": str(FOLDER)}})
    client.execute(env=environment)
    shown = "".join(
        output.get("text", "") or output.get("data", {}).get("text/plain", "")
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    )
    assert "corpus: 10 documents, brat; licence: not stated" in shown
    assert "the dictionary of train" in shown
    assert "'finds': 'Instrument, Material in English text" in shown
    assert "stereo microscope" in shown.rpartition("doc_id")[2]
    assert "sentences  2" in shown

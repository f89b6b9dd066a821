import base64
import os
from pathlib import Path

import pytest

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SCREENSHOTS = os.environ.get("SCREENSHOTS")  # a folder to look at the figures in


def outputs_of(notebook, kind):
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    return [output.data[kind] for output in outputs if kind in output.get("data", {})]


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def run(request):
    """A notebook as it is after all of its cells were run."""
    notebook = nbformat.read(request.param, as_version=4)
    paths = {"PYTHONPATH": str(ROOT)}
    resources = {"metadata": {"path": str(request.param.parent)}}
    nbclient.NotebookClient(notebook, timeout=120, resources=resources).execute(env={**os.environ, **paths})
    return notebook


def test_there_is_a_notebook_from_text_to_plot():
    assert [path.stem for path in NOTEBOOKS] == ["from_text_to_plot"]


def test_a_notebook_is_kept_without_outputs():
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        assert all(not cell.outputs for cell in notebook.cells if cell.cell_type == "code")


def test_every_cell_runs_and_nothing_is_printed_to_errors_but_progress(run):
    assert all(cell.execution_count for cell in run.cells if cell.cell_type == "code")
    streams = [o for cell in run.cells for o in cell.get("outputs", []) if o.output_type == "stream"]
    assert not [stream for stream in streams if stream.text.strip() and "documents" not in stream.text]


def test_entities_are_shown_highlighted(run):
    shown = [html for html in outputs_of(run, "text/html") if "<mark" in html]
    assert any(">Lithium carbonate<i> (Chemical)</i></mark>" in html for html in shown)


def test_the_figures_are_figures(run):
    figures = [base64.b64decode(figure) for figure in outputs_of(run, "image/png")]
    assert len(figures) == 2
    assert all(len(figure) > 10_000 for figure in figures)
    for number, figure in enumerate(figures if SCREENSHOTS else ()):
        (Path(SCREENSHOTS) / f"figure-{number}.png").write_bytes(figure)

"""The job at each level of instructions, and without the compiled kernel: the same rows, to the last bit of the scores.

40 made-up abstracts; with THOROUGH=1 3,000 real ones, from the data that lies beside the repository. Each run makes its
shared rows of words itself.
"""

import gzip
import json
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.texts import documents
from jobs.tag_corpus import main
from ner_model.native_library import LEVEL, NUMPY, Unavailable, levels, open_library
from ner_model.shared_rows import CACHE
from tests.conformance.tables import all_rows, record_of

REAL = Path(__file__).parents[3] / "shared" / "data" / "text"
TABLES = ("entities", "documents", "dead_letters")
LEAST = """
import runpy
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__
assert not any(__cpu_features__[name] for name in __cpu_dispatch__), __cpu_features__
runpy.run_module("jobs.tag_corpus", run_name="__main__")
"""


def available() -> list[str]:
    try:
        return levels(open_library())
    except Unavailable:
        return []


def abstracts():
    if "THOROUGH" not in os.environ:
        return islice(documents(40), 40)
    if not REAL.is_dir():
        pytest.skip("needs ../shared/data")
    return islice(_real_abstracts(), 3_000)


def _real_abstracts():
    for path in sorted(REAL.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for number, record in enumerate(map(json.loads, file)):
                if len(record.get("abstract") or "") > 400:
                    yield {"id": f"{path.name}#{number}", "title": record["title"], "abstract": record["abstract"]}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    path = tmp_path_factory.mktemp("levels") / "abstracts.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in abstracts()), encoding="utf-8")
    return path


@pytest.fixture(
    scope="module",
    params=["bc5cdr", *(pytest.param(name, marks=pytest.mark.slow) for name in ("biomedical", "general"))],
)
def model(request):
    return request.param


def flags_of(corpus, model, output):
    return [f"--input={corpus}", f"--model={model}", f"--output={output}", "--allow_unevaluated"]


def rows_of(output):
    """Of each table its rows with all columns, and of the record the model and the counts."""
    record = record_of(output)
    return {table: all_rows(output, table) for table in TABLES}, record["model"], record["counts"]


def run_at(level, corpus, model, folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(LEVEL, level)
        patch.setenv(CACHE, str(folder / "cache"))
        assert main(flags_of(corpus, model, folder / "out")) == 0
    return rows_of(folder / "out")


@pytest.fixture(scope="module")
def expected(corpus, model, tmp_path_factory):
    return run_at(NUMPY, corpus, model, tmp_path_factory.mktemp("numpy"))


@pytest.mark.skipif(not available(), reason="the kernel is not compiled: python setup.py build_ext --inplace")
@pytest.mark.parametrize("level", available())
def test_a_job_at_each_level_writes_what_numpy_does(corpus, model, expected, level, tmp_path):
    found = run_at(level, corpus, model, tmp_path)
    assert found == expected
    assert len(found[0]["entities"]) > len(found[0]["documents"]) / 8


def test_libraries_that_use_the_least_of_the_processor_change_nothing(corpus, model, expected, tmp_path):
    """NumPy without what it dispatches on, OpenBLAS and oneDNN for processors of twenty years ago."""
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

    disabled = os.environ.get("NPY_DISABLE_CPU_FEATURES", "").split()  # where all tests run on less of the processor
    environment = {
        **os.environ,
        LEVEL: NUMPY,
        CACHE: str(tmp_path / "cache"),
        "NPY_DISABLE_CPU_FEATURES": " ".join(
            [*disabled, *(name for name in __cpu_dispatch__ if __cpu_features__[name])]
        ),
        "OPENBLAS_CORETYPE": "Prescott",
        "ONEDNN_MAX_CPU_ISA": "SSE41",
    }
    command = [sys.executable, "-c", LEAST, *flags_of(corpus, model, tmp_path / "out")]
    subprocess.run(command, check=True, env=environment, capture_output=True)
    assert rows_of(tmp_path / "out") == expected

"""Files and functions of a size that is read at a sitting."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDERS = ("ner_model", "transforms", "jobs", "training", "literature_tagger", "benchmarks", "deploy", "tests")
FILE_LINES, FUNCTION_LINES = 250, 40

SOURCES = {path: path.read_text(encoding="utf-8") for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")}


def test_no_file_is_too_long():
    lengths = {str(path.relative_to(ROOT)): len(source.splitlines()) for path, source in SOURCES.items()}
    assert {name: length for name, length in lengths.items() if length > FILE_LINES} == {}


def test_no_function_is_too_long():
    functions = [
        (f"{path.relative_to(ROOT)}:{node.name}", node.end_lineno - node.lineno + 1)
        for path, source in SOURCES.items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [function for function in functions if function[1] > FUNCTION_LINES] == []

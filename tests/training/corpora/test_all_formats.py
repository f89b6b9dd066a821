import pytest

from tests.written_corpora import WRITERS, corpus
from training.corpora.all_formats import CORPUS_FORMATS, format_of, table
from training.corpora.draft import CorpusFile

NAMES = {"prodigy": "jsonl", "doccano": "jsonl"}


@pytest.mark.parametrize("name", [name for name in WRITERS if name not in ("docbin", "brat_zip")])
def test_a_file_is_known_by_its_content(tmp_path, name):
    WRITERS[name](tmp_path, corpus())
    path = next(path for path in sorted(tmp_path.iterdir()) if path.suffix != ".txt" or name == "pubtator")
    found = format_of(CorpusFile(path, path.name))
    assert found is not None
    assert found.name == NAMES.get(name, name)


def test_the_documentation_lists_each_format():
    assert len(CORPUS_FORMATS) == 8
    assert table().count("\n") == 1 + len(CORPUS_FORMATS)
    assert "| `bioc_xml` | BioC XML |" in table()

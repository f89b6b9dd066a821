import json
from types import MappingProxyType

import pytest

from ner_model import tagger
from tests import stub_tagger


@pytest.fixture(autouse=True)
def stub_model(monkeypatch):
    """Jobs load the stub in place of a trained tagger."""
    monkeypatch.setattr(tagger, "load", stub_tagger.load)


@pytest.fixture
def corpus(tmp_path):
    """A folder with three files: 41 documents that can be tagged, one record that cannot be read, one poisoned."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("a", "b"):
        records = [{"id": f"{name}{number}", "text": f"Zinc helps Rat {number}. It did."} for number in range(20)]
        (folder / f"{name}.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records))
    with (folder / "b.jsonl").open("a") as file:
        file.write('{"id": "cut", "te\n{"id": "poisoned", "text": "POISON here."}\n')
    (folder / "c.txt").write_text("Lead harms Bob.")
    return folder


@pytest.fixture
def tagged(corpus, tmp_path):
    """Runs the job on the corpus with further flags; returns its exit code."""
    from jobs.tag_corpus import main

    return lambda *flags: main([f"--input={corpus}", f"--output={tmp_path}/out", "--max_dead_letter_rate=0.1", *flags])


@pytest.fixture
def terminology(tmp_path):
    """Makes the folder of a terminology of names; an entity of the stub can be any of them."""
    from ner_model.linking.concept import Concept
    from ner_model.linking.open_index import index_terminology
    from ner_model.linking.terminology import About, write_terminology

    def terminology(name, *concepts, labels=MappingProxyType({})):
        folder = tmp_path / name
        known = {each[0]: Concept(*each, label=labels.get(each[0], "Name")) for each in concepts}
        write_terminology(folder, known, About("a test"))
        index_terminology(folder)
        return str(folder)

    return terminology

import json
from dataclasses import asdict, replace

import pytest

from ner_model.errors import Refused
from tests.written_corpora import corpus, write_prodigy
from training.corpora.open_corpus import open_corpus
from training.fitting.settings import BC5CDR
from training.own.origin import Origin, note_origin, read_origin


@pytest.fixture
def origin(tmp_path):
    (tmp_path / "mine").mkdir()
    write_prodigy(tmp_path / "mine", corpus())
    return Origin(str(tmp_path / "mine"), None, False, False, open_corpus(tmp_path / "mine").files)


def test_a_run_opens_its_corpus_again(origin, tmp_path):
    note_origin(tmp_path / "run", origin, BC5CDR)
    assert read_origin(tmp_path / "run") == origin
    assert origin.open().parts == open_corpus(tmp_path / "mine").parts


def test_a_corpus_that_has_changed_is_refused(origin, tmp_path):
    write_prodigy(tmp_path / "mine", corpus()[:4])
    with pytest.raises(Refused, match=r"corpus\.jsonl: the corpus has changed since the tagger learned from it"):
        origin.open()


def test_the_folder_of_another_run_is_refused(origin, tmp_path):
    note_origin(tmp_path, origin, BC5CDR)
    (tmp_path / "checkpoints").mkdir()
    (tmp_path / "train_config.json").write_text(json.dumps(asdict(BC5CDR)))
    note_origin(tmp_path, origin, BC5CDR)
    with pytest.raises(Refused, match="a run of another corpus or with other settings; give another --output"):
        note_origin(tmp_path, origin, replace(BC5CDR, seed=2))


def test_a_folder_without_a_note_has_no_origin(tmp_path):
    assert read_origin(tmp_path) is None


def test_a_torn_note_is_refused(tmp_path):
    (tmp_path / "corpus.json").write_text('{"path": ')
    with pytest.raises(Refused, match=r"corpus\.json: not what a training run writes"):
        read_origin(tmp_path)

import gzip
import shutil
import types
import zipfile

import pytest

from training.corpora.bc5cdr import FILES, LABELS, URL, Bc5cdr, find_files, read_documents
from training.corpora.gold import Mention


def test_the_miniature_is_read(data_dir):
    first, second = read_documents(data_dir / "bc5cdr" / FILES["train"])
    assert first.text.startswith("Lithium tremor in two sisters. We saw")
    assert first.mentions[:2] == (Mention(0, 7, "Chemical"), Mention(8, 14, "Disease"))
    assert second.mentions == ()


def test_the_files_are_found_in_the_folder_and_in_its_folder_bc5cdr(data_dir):
    assert find_files(data_dir) == find_files(data_dir / "bc5cdr")
    assert list(find_files(data_dir)) == ["train", "dev"]


def test_gzipped_files_read_the_same(data_dir, tmp_path):
    plain = data_dir / "bc5cdr" / FILES["dev"]
    with gzip.open(tmp_path / f"{FILES['test']}.gz", "wb") as packed:
        packed.write(plain.read_bytes())
    assert list(read_documents(find_files(tmp_path)["test"])) == list(read_documents(plain))


@pytest.fixture
def archive(data_dir, tmp_path):
    with zipfile.ZipFile(tmp_path / "CDR_Data.zip", "w") as file:
        for name in FILES["train"], FILES["dev"]:
            file.write(data_dir / "bc5cdr" / name, f"CDR_Data/CDR.Corpus.v010516/{name}")
            file.writestr(f"__MACOSX/CDR_Data/CDR.Corpus.v010516/._{name}", "not a corpus")
    return tmp_path / "CDR_Data.zip"


def test_the_published_archive_reads_the_same(archive, data_dir):
    found = find_files(archive.parent)
    assert list(found) == ["train", "dev"]
    assert list(read_documents(found["dev"])) == list(read_documents(data_dir / "bc5cdr" / FILES["dev"]))


def test_a_download_of_the_archive_need_not_have_its_name(archive):
    shutil.move(archive, archive.with_name("download"))
    assert list(find_files(archive.with_name("download"))) == ["train", "dev"]


def test_the_builder_downloads_only_what_its_folder_lacks(archive, data_dir, tmp_path):
    (tmp_path / "empty").mkdir()
    asked = []
    manager = types.SimpleNamespace(manual_dir=data_dir, download=lambda url: asked.append(url) or archive)
    builder = Bc5cdr(data_dir=tmp_path)
    assert list(builder._split_generators(manager)) == ["train", "dev"]
    assert asked == []
    manager.manual_dir = tmp_path / "empty"
    assert list(builder._split_generators(manager)) == ["train", "dev"]
    assert asked == [URL]


def test_a_folder_without_the_corpus_is_refused_by_name(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no CDR_Data\.zip and none of CDR_TrainingSet"):
        find_files(tmp_path)


@pytest.mark.parametrize(("split", "mentions"), [("train", 9_385), ("dev", 9_591)])
def test_the_published_corpus_is_read_whole(shared_data, split, mentions):
    documents = list(read_documents(find_files(shared_data)[split]))
    assert len(documents) == 500
    assert sum(len(document.mentions) for document in documents) == mentions
    assert {mention.label for document in documents for mention in document.mentions} == set(LABELS)

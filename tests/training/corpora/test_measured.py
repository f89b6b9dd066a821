import gzip
import zipfile

from ner_model.entity import Entity
from training.corpora.gold import Mention
from training.corpora.measured import labels_of, measured_of_file

DISEASE, CHEMICAL = (Entity(0, 4, label, "Gout", 0.5, 0) for label in ("Disease", "Chemical"))


def test_a_file_of_pubtator_is_measured_in_the_labels_of_the_tagger(tmp_path):
    path = tmp_path / "mine.PubTator"
    path.write_text("1|t|Gout in rats.\n1|a|\n1\t0\t4\tGout\tIllness\tD1\n1\t8\t12\trats\tSpecies\t1\n\n")
    measured = measured_of_file(path, labels_of("Illness=Disease"))
    assert [document.mentions for document in measured.documents] == [(Mention(0, 4, "Disease"),)]
    assert measured.labels == {"Disease"}


def test_iob_and_brat_are_known_by_their_names(tmp_path):
    with gzip.open(tmp_path / "dev.tsv.gz", "wt") as file:
        file.write("Gout\tB-Disease\n.\tO\n")
    with zipfile.ZipFile(tmp_path / "mine.zip", "w") as archive:
        archive.writestr("1.txt", "Gout.")
        archive.writestr("1.ann", "T1\tDisease 0 4\tGout\n")
    for name in ("dev.tsv.gz", "mine.zip"):
        (document,) = measured_of_file(tmp_path / name, labels_of("Disease")).documents
        assert (document.text, document.mentions) == ("Gout.", (Mention(0, 4, "Disease"),))


def test_what_the_corpus_does_not_annotate_is_neither_right_nor_wrong(tmp_path):
    path = tmp_path / "mine.PubTator"
    path.write_text("1|t|Gout.\n1|a|\n\n")
    measured = measured_of_file(path, {"Illness": "Disease"})
    assert measured.that_count([[DISEASE, CHEMICAL]]) == [[DISEASE]]


def test_what_the_tagger_does_not_know_it_cannot_miss(tmp_path):
    path = tmp_path / "mine.PubTator"
    path.write_text("1|t|Gout in rats.\n1|a|\n1\t0\t4\tGout\tDisease\tD1\n1\t8\t12\trats\tSpecies\t1\n\n")
    measured = measured_of_file(path, labels_of("Disease,Species")).by(["Chemical", "Disease"])
    assert measured.labels == {"Disease"}
    assert [document.mentions for document in measured.documents] == [(Mention(0, 4, "Disease"),)]

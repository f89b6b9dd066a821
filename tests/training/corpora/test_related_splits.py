import gzip

from training.corpora.related_splits import WITH_DEV, related_with_dev


def write(path, documents):
    path.parent.mkdir(exist_ok=True)
    with gzip.open(path, "wt") as file:
        for doc_id, name, kind in documents:
            file.write(f"{doc_id}|t|{name} is rare.\n{doc_id}|a|\n{doc_id}\t0\t{len(name)}\t{name}\t{kind}\tD1\n\n")


def test_a_part_of_its_own_is_dev_in_the_terms_of_the_taggers(tmp_path):
    write(tmp_path / "ncbi_disease" / "train.gz", [("1", "Gout", "SpecificDisease"), ("2", "Cancer", "DiseaseClass")])
    write(tmp_path / "pubtator" / "ncbi_disease_dev.gz", [("3", "Asthma", "Modifier")])
    corpus = related_with_dev("ncbi_disease", tmp_path)
    assert [each.doc_id for each in corpus.load("train")] == ["1", "2"]
    assert [[mention.label for mention in each.mentions] for each in corpus.load("dev")] == [["Disease"]]
    assert corpus.labels == ("Disease",)


def test_a_tenth_that_is_dev_is_not_learned(tmp_path):
    write(tmp_path / "pubtator" / "nlmgene.gz", [(str(number), "BRCA1", "Gene") for number in range(12)])
    corpus = related_with_dev("nlmgene", tmp_path)
    assert [each.doc_id for each in corpus.load("dev")] == ["5", "11"]
    assert len(corpus.load("train")) == 10


def test_corpora_with_a_part_to_tune_on():
    assert WITH_DEV == ("ncbi_disease", "nlmgene", "gnormplus")

import dataclasses
import gzip

import pytest

from ner_model.tags import tags_of
from training.corpora.gold import GoldDocument, Mention
from training.corpora.partial import outside_id
from training.corpora.related import RELATED
from training.fitting import lessons
from training.fitting.lessons import Fold, Sources, load_lessons
from training.fitting.settings import BC5CDR, BIOMEDICAL, SILVER

LABELS = ["Chemical", "Disease", "Gene", "Variant"]
GENE = GoldDocument("1", "Aspirin inhibits COX.", (Mention(17, 20, "Gene"), Mention(0, 7, "Chemical")))
DISEASE = GoldDocument("2", "Gout.", (Mention(0, 4, "Disease"),))


@pytest.fixture
def sources(data_dir, cache, monkeypatch):
    documents = {"drugprot": [GENE], "ncbi_disease": [DISEASE]}
    monkeypatch.setattr(lessons, "load_related", lambda name, folder: documents[name])
    monkeypatch.setattr(lessons, "RELATED", {name: RELATED[name] for name in documents})
    return Sources(data_dir, related=data_dir, cache=cache)


def taught(sentences):
    return [sentence for sentence in sentences if sentence.words[0] in ("Aspirin", "Gout")]


def test_the_corpus_itself_does_not_say_what_is_a_gene(sources):
    own = load_lessons(dataclasses.replace(BC5CDR, silent=("Gene", "Variant"), mixture={}), sources).own
    outside = {tag for sentence in own.sentences for tag in sentence.tags} - {1, 2, 3, 4}
    assert outside == {outside_id(LABELS, ["Chemical", "Disease"])}


def test_copies_are_of_the_corpus_alone(sources):
    config = dataclasses.replace(BC5CDR, mixture={"drugprot": 1}, other_case=0)
    counts = [len(load_lessons(dataclasses.replace(config, copies=n), sources).own.sentences) for n in (1, 2)]
    assert counts[1] - 1 == 2 * (counts[0] - 1)


def test_of_two_splits_each_is_learned_half_as_often(sources):
    config = dataclasses.replace(BC5CDR, mixture={"drugprot": 1}, other_case=0)
    both = sources._replace(splits=("train", "dev"))
    alone, two, four = (
        len(load_lessons(dataclasses.replace(config, copies=copies), each).own.sentences) - 1
        for copies, each in ((1, both), (2, both), (4, both))
    )
    assert (two, four) == (alone, 2 * alone)


def test_a_mixture_teaches_all_labels_that_a_corpus_annotates_and_of_the_others_nothing(sources):
    config = dataclasses.replace(BC5CDR, silent=(), copies=1, mixture={"drugprot": 2, "ncbi_disease": 1})
    chemical, disease = tags_of(LABELS[:2]).index("B-Chemical"), tags_of(LABELS[:2]).index("B-Disease")
    or_disease, or_chemical = outside_id(LABELS[:2], ["Chemical"]), outside_id(LABELS[:2], ["Disease"])
    aspirin, again, gout = taught(load_lessons(config, sources).own.sentences)
    assert aspirin == again
    assert aspirin.tags == [chemical, or_disease, or_disease, or_disease]
    assert gout.tags == [disease, or_chemical]


def test_of_a_large_corpus_a_mixture_may_take_a_share(sources, monkeypatch):
    monkeypatch.setattr(lessons, "load_related", lambda name, folder: [GENE] * 9)
    config = dataclasses.replace(BC5CDR, silent=(), copies=1, mixture={"drugprot": 1 / 3})
    assert len(taught(load_lessons(config, sources).own.sentences)) == 3


def test_texts_on_genes_teach_variants_that_are_spelt_out_and_what_is_no_chemical_there(sources, monkeypatch):
    variant = GoldDocument("4", "V158M of SNP.", (Mention(0, 5, "Variant"),))
    monkeypatch.setattr(lessons, "load_related", lambda name, folder: [variant])
    monkeypatch.setattr(lessons, "RELATED", {"tmvar3": RELATED["tmvar3"]})
    config = dataclasses.replace(BC5CDR, silent=("Variant",), copies=1, mixture={"tmvar3": 1})
    plain, genetics = (
        [each for each in load_lessons(each, sources).own.sentences if "SNP" in each.words]
        for each in (dataclasses.replace(config, genetics=False), config)
    )
    assert [each.words for each in plain] == [["V158M", "of", "SNP", "."]] == [genetics[0].words]
    assert len(genetics) == 2
    assert "V158M" not in genetics[1].words
    assert {tuple(each.tags[-2:]) for each in plain} != {tuple(each.tags[-2:]) for each in genetics}


def test_in_a_corpus_that_yields_names_are_mentions_if_the_main_one_has_them(sources, monkeypatch):
    own = GoldDocument("5", "Heparin, heparin.", (Mention(0, 7, "Chemical"), Mention(9, 16, "Chemical")))
    monkeypatch.setattr(lessons, "load_corpus", lambda name, split, folder, cache: [own])
    monkeypatch.setattr(lessons, "load_related", lambda name, folder: [GoldDocument("6", "Heparin binds.", ())])
    config = dataclasses.replace(BC5CDR, silent=(), copies=1, other_case=0, mixture={"drugprot": 1})
    outside, chemical = outside_id(LABELS[:2], ["Chemical"]), tags_of(LABELS[:2]).index("B-Chemical")
    for yielding, tag in (((), outside), (("drugprot",), chemical)):
        learned = load_lessons(dataclasses.replace(config, yielding=yielding), sources).own.sentences
        assert learned[-1].tags == [tag, outside, outside]


def test_reactive_oxygen_species_are_one_chemical_in_the_corpus_itself_and_in_a_mixture(sources, monkeypatch):
    text = "Reactive oxygen species."
    own = GoldDocument("7", text, (Mention(9, 15, "Chemical"),))
    monkeypatch.setattr(lessons, "load_corpus", lambda name, split, folder, cache: [own])
    monkeypatch.setattr(lessons, "load_related", lambda name, folder: [GoldDocument("8", f"{text} Gout.", ())])
    config = dataclasses.replace(BC5CDR, copies=1, other_case=0, silent=(), mixture={"drugprot": 1, "ncbi_disease": 1})
    tags = {"B": 1, "I": 2, "O": 0, "?": outside_id(LABELS[:2], ["Chemical"]), "!": outside_id(LABELS[:2], ["Disease"])}
    for whole, expected in ((False, ["OBOO", "????", "!!!!"]), (True, ["BIIO", "BII?", "!!!!"])):
        learned = load_lessons(dataclasses.replace(config, whole_species=whole), sources).own.sentences
        assert [each.tags for each in learned if len(each.words) == 4] == [
            [tags[tag] for tag in row] for row in expected
        ]


def test_a_mixture_holds_no_sentence_that_the_tagger_is_measured_on(sources, monkeypatch):
    text = "Aspirin does not inhibit what nobody has ever tried to look at in this way before."
    documents = {"drugprot": [GENE, GoldDocument("3", text, ())], "drugprot_dev": [GoldDocument("3", text, ())]}
    monkeypatch.setattr(lessons, "load_related", lambda name, folder: documents[name])
    monkeypatch.setattr(lessons, "RELATED", {**lessons.RELATED, "drugprot_dev": RELATED["drugprot"]})
    config = dataclasses.replace(BC5CDR, silent=(), copies=1, mixture={"drugprot": 1})
    assert len(taught(load_lessons(config, sources).own.sentences)) == 1


def test_of_a_corpus_that_is_left_out_nothing_is_learned_though_the_tagger_is_for_it(sources, monkeypatch):
    monkeypatch.setattr(lessons, "load_related", lambda name, folder: [DISEASE if name == "ncbi_disease" else GENE])
    monkeypatch.setattr(lessons, "load_corpus", lambda name, split, folder, cache: [GENE])
    config = dataclasses.replace(BIOMEDICAL, mixture={"drugprot": 1, "ncbi_disease": 1})
    apart = load_lessons(config, sources._replace(without=["biored", "drugprot"]))
    assert [each.words for each in apart.own.sentences] == [["Gout", "."]]


def test_silver_holds_no_sentence_that_the_tagger_is_measured_on(sources, monkeypatch, tmp_path):
    measured, other = "Aspirin does not inhibit what nobody has ever tried to look at in this way before.", "Gout."
    monkeypatch.setattr(lessons, "load_corpus", lambda name, split, folder, cache: [GoldDocument("3", measured, ())])
    with gzip.open(tmp_path / "silver.gz", "wt") as file:
        file.writelines(f"{number}|t|{text}\n{number}|a|\n\n" for number, text in enumerate((measured, other)))
    config = dataclasses.replace(SILVER, mixture={}, other_case=0)
    learned = load_lessons(config, sources._replace(silver=tmp_path / "silver.gz")).own.sentences
    assert [sentence.words for sentence in learned] == [["Gout", "."]]


def test_of_a_fold_nothing_is_learned_nor_of_its_sentences_elsewhere(sources, monkeypatch):
    texts = [f"Aspirin number {word} was not looked at by anybody in this long sentence." for word in "abcd"]
    documents = [GoldDocument(str(number), text, ()) for number, text in enumerate(texts)]
    elsewhere = [GoldDocument("again", texts[1], ()), GENE]
    monkeypatch.setattr(
        lessons, "load_corpus", lambda name, split, folder, cache: documents if split == "train" else []
    )
    monkeypatch.setattr(lessons, "load_related", lambda name, folder: elsewhere)
    config = dataclasses.replace(BC5CDR, copies=1, mixture={"drugprot": 1}, other_case=0)
    learned = load_lessons(config, sources._replace(fold=Fold(2, 2))).own.sentences
    assert [sentence.words[:3][-1] for sentence in learned] == ["a", "c"]


def test_folds_part_a_corpus():
    assert [list(Fold(number, 3).of(range(7))) for number in (1, 2, 3)] == [[0, 3, 6], [1, 4], [2, 5]]
    assert [Fold(number, 3).others(range(4)) for number in (1, 2, 3)] == [[1, 2], [0, 2, 3], [0, 1, 3]]

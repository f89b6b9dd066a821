import numpy as np

from ner_model.linking.name_index import build_index, grams, open_index, save_index

NAMES = ["zinc", "zinc acetate", "Zinc, acetate of", "x" * 200]


def index_of(names=NAMES):
    return build_index(names, np.arange(len(names)))


def test_names_are_found_by_any_spelling():
    index = index_of()
    assert index.rows_of_key("~acetate zinc").tolist() == [1, 2]
    assert index.rows_of_key("=zinc acetate").tolist() == [1]
    assert index.rows_of_key("-zinc").tolist() == [0, 1, 2]
    assert index.rows_of_key("~lead").tolist() == []


def test_names_are_found_by_their_words():
    index = index_of()
    assert index.names_with.of(index.word("acetate")).tolist() == [1, 2]
    assert index.word("lead") == -1


def test_a_very_long_name_is_found_by_its_spelling_only():
    index = index_of()
    assert index.rows_of_key(f"={'x' * 200}").tolist() == [3]
    assert index.totals[3] == 0


def test_rare_words_weigh_more():
    index = index_of()
    assert index.weights[index.word("acetate")] > index.weights[index.word("zinc")]


def test_runs_of_letters_count_the_borders_of_a_word():
    assert len(grams("zinc")) == 4
    assert len(grams("aaaa")) == 3


def test_an_index_is_the_same_from_its_files(tmp_path):
    index = index_of()
    save_index(index, tmp_path, "small")
    opened = open_index(tmp_path, "small")
    assert opened.rows_of_key("~acetate zinc").tolist() == [1, 2]
    assert opened.totals.tolist() == index.totals.tolist()
    assert not opened.totals.flags.writeable

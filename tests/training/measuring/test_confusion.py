import numpy as np

from training.measuring.confusion import draw_table, label_table, write_table

PAIRS = {("B-geo", "B-org"): 2, ("I-geo", "I-org"): 1, ("O", "O"): 9, ("B-org", "B-org"): 4}


def test_begin_and_inside_are_one_label_and_outside_is_last():
    labels, counts = label_table(PAIRS)
    assert labels == ["geo", "org", "O"]
    assert counts.tolist() == [
        [0, 3, 0],
        [0, 4, 0],
        [0, 0, 9],
    ]


def test_no_tags_make_a_table_of_outside_alone():
    labels, counts = label_table({})
    assert (labels, counts.tolist()) == (["O"], [[0]])


def test_the_table_is_written_with_its_labels(tmp_path):
    write_table(tmp_path / "confusion.csv", ["geo", "O"], np.array([[3, 1], [0, 5]]))
    assert (tmp_path / "confusion.csv").read_text().splitlines() == ["gold,geo,O", "geo,3,1", "O,0,5"]


def test_the_picture_is_a_png(tmp_path):
    draw_table(tmp_path / "confusion.png", *label_table(PAIRS))
    assert (tmp_path / "confusion.png").read_bytes().startswith(b"\x89PNG")

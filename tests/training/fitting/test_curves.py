import pytest

from training.fitting.curves import plot_curves


@pytest.mark.parametrize("rows", ["epoch,loss\n1,0.5\n2,0.4\n", "epoch,loss,precision,recall,f1\n1,0.5,0.1,0.2,0.3\n"])
def test_curves_are_drawn_with_and_without_a_dev_split(tmp_path, rows):
    (tmp_path / "history.csv").write_text(rows)
    plot_curves(tmp_path / "history.csv", tmp_path / "curves.png")
    assert (tmp_path / "curves.png").read_bytes().startswith(b"\x89PNG")

import pytest

from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from transforms.terminologies.hgnc import read_hgnc


def test_the_complete_set(tmp_path):
    path = tmp_path / "hgnc.txt"
    path.write_text(
        "hgnc_id\tsymbol\tname\tstatus\talias_symbol\tprev_symbol\n"
        'HGNC:1\tABC1\tabc factor\tApproved\t"AB1|AC1"\tOLD1\n'
        "HGNC:2\tGONE\tentry withdrawn\tEntry Withdrawn\t\t\n"
    )
    assert list(read_hgnc(path)) == [Concept("HGNC:1", "ABC1", ("abc factor", "AB1", "AC1", "OLD1"), label="Gene")]


def test_the_custom_download(tmp_path):
    path = tmp_path / "hgnc.txt"
    path.write_text(
        "HGNC ID\tApproved symbol\tApproved name\tStatus\tAlias symbols\n"
        "HGNC:1\tABC1\tabc factor\tApproved\tAB1, AC1\nHGNC:2\tXYZ\txyz factor\tApproved\n"
    )
    assert [concept.synonyms for concept in read_hgnc(path)] == [("abc factor", "AB1", "AC1"), ("xyz factor",)]


def test_another_table_is_refused(tmp_path):
    path = tmp_path / "hgnc.txt"
    path.write_text("gene\tname\n1\tzinc\n")
    with pytest.raises(Refused, match="expected the columns hgnc_id, symbol and name"):
        list(read_hgnc(path))

import pyarrow as pa

from transforms.records import DeadLetter
from transforms.tables.dead_letters import DEAD_LETTERS, dead_letter_rows


def test_the_columns_are_the_fields_of_a_dead_letter():
    assert tuple(DEAD_LETTERS.schema.names) == DeadLetter._fields


def test_a_dead_letter_need_not_be_unicode():
    letter = DeadLetter("a#1", None, "read", "bad_json", "detail", "x\ud800y")
    (row,) = dead_letter_rows([letter]).to_pylist()
    assert row["doc_id"] is None
    assert row["record"] == "x?y"


def test_dead_letters_are_counted_by_step_and_reason():
    rows = pa.table({"step": ["read", "read"], "reason": ["bad_json", "bad_json"]})
    assert DEAD_LETTERS.totals(rows) == {"read/bad_json": 2}

from jobs.run.run_ids import new_run_id


def test_ids_differ_and_are_no_numbers():
    assert new_run_id([]) != new_run_id([])
    assert not new_run_id([]).replace("-", "").isdigit()


def test_an_id_sorts_behind_earlier_ones_though_the_clock_was_set_back():
    first = "2126-11-22T182859.999999Z-ffffff"
    second = new_run_id(["R1", first, "2026-11-22T182859.267180Z-e48f0b"])
    assert second.startswith("2126-11-22T182900.000000Z-")
    assert first < second < new_run_id([second])

from tests.exported import ZINC, annotated, text_of, write


def record(folder, *arguments, **keywords):
    notes = write("pubtator", [annotated(*arguments, **keywords)], folder)
    return text_of(folder / "part.pubtator"), notes


def test_the_white_space_behind_the_title_becomes_the_border_of_title_and_abstract(tmp_path):
    text, notes = record(
        tmp_path, "7", "On zinc.\nZinc helps.", ("Zinc", "Chemical"), sections=[("title", 0, 8)], links=[ZINC]
    )
    assert text == "7|t|On zinc.\n7|a|Zinc helps.\n7\t9\t13\tZinc\tChemical\tMESH:D015032\n\n"
    assert notes == {}


def test_without_a_concept_there_is_a_hyphen(tmp_path):
    assert record(tmp_path, "7", "Zinc.", ("Zinc", "Chemical"))[0] == "7|t|Zinc.\n7\t0\t4\tZinc\tChemical\t-\n\n"


def test_the_first_line_is_the_title_of_a_text_without_sections(tmp_path):
    assert record(tmp_path, "7", "Rats\nsleep.")[0] == "7|t|Rats\n7|a|sleep.\n\n"


def test_line_breaks_are_spaces_in_place_and_counted(tmp_path):
    text, notes = record(tmp_path, "7", "Rats\r\n\r\neat\u2028zinc\u0085.", ("zinc", "Chemical"))
    assert text == "7|t|Rats\n7|a|   eat zinc .\n7\t12\t16\tzinc\tChemical\t-\n\n"
    assert notes == {"break_as_space": 5}


def test_an_id_with_a_bar_is_encoded(tmp_path):
    text, notes = record(tmp_path, "a|t|b", "Rats.")
    assert (text, notes) == ("a%7Ct%7Cb|t|Rats.\n\n", {"id_encoded": 1})

from tests.exported import annotated, text_of, write


def lines(folder, *arguments):
    notes = write("conll", [annotated(*arguments)], folder)
    return text_of(folder / "part.conll").split("\n"), notes


def test_tokens_have_the_document_their_place_and_a_tag(tmp_path):
    found, notes = lines(tmp_path, "a 1", "Zinc helps. It did.", ("Zinc", "Chemical"))
    assert found[:7] == [
        "-DOCSTART- -X- O O",
        "",
        "Zinc\ta%201\t0:4\tB-Chemical",
        "helps\ta%201\t5:10\tO",
        ".\ta%201\t10:11\tO",
        "",
        "It\ta%201\t12:14\tO",
    ]
    assert notes == {"id_encoded": 1}


def test_entities_side_by_side_stay_apart(tmp_path):
    found, _ = lines(tmp_path, "1", "zinc lead oxide", ("zinc", "Chemical"), ("lead oxide", "Chemical"))
    assert [line.rpartition("\t")[2] for line in found if "\t" in line] == ["B-Chemical", "B-Chemical", "I-Chemical"]


def test_an_entity_within_a_token_is_left_out_and_counted(tmp_path):
    found, notes = lines(tmp_path, "1", "zincate", ("zinc", "Chemical"))
    assert found[2] == "zincate\t1\t0:7\tO"
    assert notes == {"not_on_tokens": 1}

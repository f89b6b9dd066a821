from transforms.terminologies.mesh_tree import label_of, parents_of


def test_the_branch_says_what_a_descriptor_is():
    assert [label_of(numbers) for numbers in (["D03.1", "C01"], ["D03"], ["B01.2"], ["F03.1"], ["F01.1"], [])] == [
        "Disease",
        "Chemical",
        "Species",
        "Disease",
        "",
        "",
    ]


def test_parents_are_one_number_shorter():
    numbers = {"D1": ["C01"], "D2": ["C01.100", "C02.5"], "D3": ["C01.100.7", "C02"]}
    assert parents_of(numbers) == {"D1": (), "D2": ("D1", "D3"), "D3": ()}


def test_a_descriptor_that_lies_above_and_below_another_is_not_a_kind_of_itself():
    assert parents_of({"D1": ["C01", "C02.1"], "D2": ["C02", "C01.1"]}) == {"D1": ("D2",), "D2": ()}

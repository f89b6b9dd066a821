from tests.transforms.annotated import annotated
from transforms.records import DeadLetter
from transforms.tagging.link_entities import link_document


class Failing:
    def link(self, texts, entities):
        raise ArithmeticError("no such row")


def test_a_document_that_cannot_be_linked_is_a_dead_letter():
    letter = link_document(Failing(), annotated("d1", "Zinc x."))
    assert letter == DeadLetter("a#1", "d1", "link", "linker_failed", "ArithmeticError: no such row", "Zinc x.")

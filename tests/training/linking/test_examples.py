from pathlib import Path

from ner_model.linking.terminology import open_terminology
from training.linking.examples import make_examples
from training.linking.fit_ranker import first_ranker
from training.linking.gold_links import read_bc5cdr

FIXTURES = Path(__file__).parents[2] / "fixtures" / "bc5cdr"


def test_every_mention_of_one_concept_is_an_example_in_each_terminology(terminology_of):
    documents = read_bc5cdr(FIXTURES, "train")
    terminology = open_terminology(terminology_of(documents))
    examples = make_examples([terminology, terminology], documents, first_ranker())
    once = make_examples([terminology], documents, first_ranker())
    assert len(examples.answers) == 2 * len(once.answers)
    assert examples.features.shape[1] == 20
    assert len(examples.answers) == len(examples.counts) == len(examples.features)
    assert (examples.answers[:2] < examples.counts[:2]).all()

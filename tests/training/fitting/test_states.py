import numpy as np

from ner_model.batches import windows_of
from ner_model.model_folder import open_model
from ner_model.native_engine import NativeEngine
from ner_model.text import tokenize
from ner_model.words import joined
from training.corpora.tagged_corpus import Sentence
from training.fitting.states import states_of

TEXT = "Aspirin induced asthma in patients. The DNA, of asthma, in 12 mice."


def test_scores_are_the_product_of_states_and_output_layer(tiny_model):
    model = open_model(tiny_model)
    tokens = tokenize(TEXT)
    words = list(tokens.words)
    firsts, ends = tokens.first_tokens[:-1], tokens.first_tokens[1:]
    sentences = [Sentence(words[first:end], [0] * (end - first)) for first, end in zip(firsts, ends, strict=True)]
    states = states_of(model, sentences)
    engine = NativeEngine(model)
    scores = engine.scores(engine.types(joined([(TEXT, tokens.starts, tokens.ends)])), windows_of(firsts, ends))
    weights = model.weights()
    assert states.shape == (len(words), 16)
    np.testing.assert_allclose(states @ weights["scores/kernel"] + weights["scores/bias"], scores, atol=2e-3)

"""How a tagger of one's own is trained: the settings of the shipped ones, and as many steps as a small corpus needs."""

import math

from ner_model.network import NetworkConfig
from training.corpora.tagged_corpus import TaggedCorpus
from training.fitting.settings import TrainConfig

STEPS = 900  # updates that a network needs to learn labels that are new to it
FEWEST_EPOCHS, MOST_EPOCHS = 15, 60
SMALL = 60_000  # tokens; below, batches are smaller, so that there are enough of them


def settings_of(name: str, train: TaggedCorpus, network: NetworkConfig, *, seed: int = 1) -> TrainConfig:
    """Training stops when dev has not become better for some epochs; `epochs` are the most there will be."""
    tokens = sum(len(sentence.words) for sentence in train.sentences)
    batch_tokens = 1500 if tokens >= SMALL else 600
    steps = max(1, tokens // batch_tokens)
    epochs = min(max(math.ceil(STEPS / steps), FEWEST_EPOCHS), MOST_EPOCHS)
    return TrainConfig(
        name,
        corpus=name,
        epochs=epochs,
        batch_tokens=batch_tokens,
        other_case=10,
        # The average must not reach back to the beginning, when the network knew nothing.
        average=min(0.995, 1 - 10 / (steps * epochs)) if steps * epochs > 20 else 0.5,
        agreement=0.5,
        patience=max(4, epochs // 5),
        seed=seed,
        network=network,
    )

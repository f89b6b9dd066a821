"""Everything that changes what a training run makes; saved beside the model."""

import dataclasses

from ner_model.network import NetworkConfig


@dataclasses.dataclass(frozen=True)
class TrainConfig:
    """How a tagger is trained; a batch holds `batch_tokens` tokens, padding counted."""

    name: str
    corpus: str
    epochs: int
    learning_rate: float = 2e-3
    warmup_epochs: float = 1.0
    batch_tokens: int = 1500
    unknown_words: float = 0.03  # share of words hidden in training, so that spelling is learned to stand in
    clip_norm: float = 5.0
    average: float = 0.995  # momentum of the moving average of the weights, which is what is evaluated and shipped
    seed: int = 1
    network: NetworkConfig = dataclasses.field(default_factory=NetworkConfig)


GENERAL = TrainConfig("general", corpus="gmb", epochs=6, batch_tokens=2400)
BC5CDR = TrainConfig("bc5cdr", corpus="bc5cdr", epochs=18)
SILVER = TrainConfig("silver", corpus="bc5cdr", epochs=1, batch_tokens=3000, warmup_epochs=0.1)
# After silver little is left to learn; fewer units make the tagger a third faster.
STUDENT = TrainConfig("bc5cdr", corpus="bc5cdr", epochs=10, learning_rate=1e-3, network=NetworkConfig(hidden=158))
CONFIGS = {"general": GENERAL, "bc5cdr": BC5CDR, "silver": SILVER, "student": STUDENT}

"""Everything that changes what a training run makes; saved beside the model."""

import dataclasses
from collections.abc import Mapping

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
    other_case: int = 0  # every how many-th sentence is learned in capitals, and in small letters, too; 0: none
    unknown_words: float = 0.03  # share of words hidden in training, so that spelling is learned to stand in
    clip_norm: float = 5.0
    average: float = 0.995  # momentum of the moving average of the weights, which is what is evaluated and shipped
    agreement: float = 0.0  # how far words that come back in a text share their tag scores, when tagging
    copies: int = 1  # of the corpus in an epoch, which its splits share; an epoch may hold related corpora too
    mixture: Mapping[str, float] = dataclasses.field(default_factory=dict)  # copies, or the share, of corpora that
    # annotate some of the labels; of what they do not annotate nothing is learned
    genetics: bool = False  # whether texts on genes teach what is no chemical there, and variants that are spelt out
    yielding: tuple[str, ...] = ()  # corpora of the mixture where names that they leave out are mentions, if the main
    # one has them
    whole_species: bool = False  # whether reactive oxygen species are one chemical in every corpus that has chemicals
    silent: tuple[str, ...] = ()  # labels that are decoded and not written: what is none of the others
    patience: int = 0  # epochs without a better score on dev after which training ends, with the best one; 0: never
    seed: int = 1
    network: NetworkConfig = dataclasses.field(default_factory=NetworkConfig)


GENERAL = TrainConfig("general", corpus="gmb", epochs=14, batch_tokens=2400)
# How often each corpus is learned in an epoch, beside the copies of the main one.
_MIXTURE = {
    "bc5cdr": 3,
    "biored_more": 4,
    "nlmgene": 2,
    "gnormplus": 2,
    "tmvar3": 2,
    "drugprot": 1,
    "chemprot": 1,
    "ncbi_disease": 1,
    "ncbi_disease_dev": 1,
    "species": 1,
    "linnaeus_articles": 1,
    "bioid": 1 / 3,
}
# With fewer units than `general` has, which makes a tagger a third faster.
SILVER = TrainConfig(
    "silver",
    corpus="biored",
    epochs=1,
    batch_tokens=3000,
    warmup_epochs=0.1,
    other_case=10,
    mixture={"biored": 1, **dict.fromkeys(_MIXTURE, 1), "bioid": 1 / 6},
    network=NetworkConfig(hidden=160),
)
BIOMEDICAL = TrainConfig(
    "biomedical",
    corpus="biored",
    epochs=3,
    batch_tokens=3000,
    warmup_epochs=0.2,
    other_case=10,
    agreement=0.5,
    copies=4,
    mixture=_MIXTURE,
    network=NetworkConfig(hidden=160),
)
# As many units as `general`, from which it starts.
TEACHER = dataclasses.replace(BIOMEDICAL, name="teacher", epochs=4, warmup_epochs=0.5, network=NetworkConfig())
# Chemicals and diseases as BC5CDR has them, by a network that knows what the other corpora say of them and of the rest.
BC5CDR = TrainConfig(
    "bc5cdr",
    corpus="bc5cdr",
    epochs=2,
    learning_rate=1e-3,
    batch_tokens=3000,
    warmup_epochs=0.2,
    other_case=10,
    agreement=0.5,
    copies=6,
    genetics=True,
    yielding=("drugprot", "chemprot"),
    whole_species=True,
    silent=("Gene", "Variant", "Species", "CellLine"),
    mixture={
        "biored": 2,
        "biored_more": 2,
        "nlmgene": 2,
        "gnormplus": 2,
        "tmvar3": 2,
        "drugprot": 1,
        "chemprot": 1,
        "ncbi_disease": 1,
        "ncbi_disease_dev": 1,
        "species": 1 / 2,
        "linnaeus_articles": 1 / 2,
        "bioid": 1 / 6,
    },
    network=NetworkConfig(hidden=160),
)
# What has not learned a part of each corpus, for a reranker to learn what such a tagger takes there for mentions. The
# taggers of folds are older than the lessons on genetics, and need not be made anew for them.
FOLD = dataclasses.replace(
    BC5CDR,
    name="fold",
    epochs=3,
    learning_rate=2e-3,
    warmup_epochs=0.5,
    genetics=False,
    yielding=(),
    whole_species=False,
    mixture={**BC5CDR.mixture, "nlmgene": 1, "gnormplus": 1, "tmvar3": 1},
)
GENERAL_FOLD = dataclasses.replace(GENERAL, name="general_fold", epochs=8)
CONFIGS = {
    "general": GENERAL,
    "teacher": TEACHER,
    "silver": SILVER,
    "biomedical": BIOMEDICAL,
    "bc5cdr": BC5CDR,
    "fold": FOLD,
    "general_fold": GENERAL_FOLD,
}

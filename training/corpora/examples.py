"""Gold documents as examples of a TFDS data set, and back."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import tensorflow_datasets as tfds

from training.corpora.gold import GoldDocument, Mention


def dataset_info(builder: tfds.core.DatasetBuilder, labels: Sequence[str]) -> tfds.core.DatasetInfo:
    """What the data sets of all corpora look like; documents keep the order in which they were published."""
    mention = {
        "start": tfds.features.Scalar(np.int32),
        "end": tfds.features.Scalar(np.int32),
        "label": tfds.features.ClassLabel(names=labels),
        "concept": tfds.features.Text(),
    }
    features = {
        "doc_id": tfds.features.Text(),
        "text": tfds.features.Text(),
        "mentions": tfds.features.Sequence(mention),
    }
    return tfds.core.DatasetInfo(builder=builder, features=tfds.features.FeaturesDict(features), disable_shuffling=True)


def example(document: GoldDocument) -> dict[str, Any]:
    """What a builder yields for a document; a mention without a concept has an empty one."""
    concepts = document.concepts or ("",) * len(document.mentions)
    mentions = [
        {**mention._asdict(), "concept": concept} for mention, concept in zip(document.mentions, concepts, strict=True)
    ]
    return {"doc_id": document.doc_id, "text": document.text, "mentions": mentions}


def read_split(builder: tfds.core.DatasetBuilder, split: str) -> list[GoldDocument]:
    """The documents of a prepared data set, in the order in which they were published."""
    names = builder.info.features["mentions"]["label"].names
    return [_document(row, names) for row in tfds.as_numpy(builder.as_dataset(split=split))]


def _document(row: dict[str, Any], names: list[str]) -> GoldDocument:
    columns = row["mentions"]
    labels = [names[label] for label in columns["label"]]
    mentions = map(Mention, columns["start"].tolist(), columns["end"].tolist(), labels)
    concepts = tuple(concept.decode() for concept in columns["concept"])
    return GoldDocument(
        row["doc_id"].decode(), row["text"].decode(), tuple(mentions), concepts if any(concepts) else ()
    )

"""The training loop: Adam on the likelihood of the tags, a checkpoint after every epoch."""

import contextlib
import csv
import math
import pathlib
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import keras
import numpy as np
import tensorflow as tf
from tqdm import tqdm

from ner_model.features import WORD_LENGTH
from ner_model.vocabulary import UNKNOWN
from training.fitting.batches import Encoded, count_batches, evaluation_batches, training_batches
from training.fitting.early_end import gave_up, keep_if_best, restore_best, time_left
from training.fitting.settings import TrainConfig
from training.measuring.score import Score, score

TrainStep = Callable[[tf.Tensor, tf.Tensor, tf.Tensor], tf.Tensor]


class Lesson(NamedTuple):
    """What is learned; `readings` of the tag ids, bool `[ids, tags]`, where a corpus annotates labels in part."""

    train: Encoded
    readings: np.ndarray | None = None


class Dev(NamedTuple):
    """What a run is watched on; `lost` mentions have no tags and count as missed."""

    encoded: Encoded
    lost: int = 0
    labels: int | None = None  # the first so many labels count; None: all


def fit(network: keras.Model, lesson: Lesson, dev: Dev | None, config: TrainConfig, folder: pathlib.Path) -> None:
    """Trains a network in place, and leaves it with the moving average of its weights.

    Goes on after the last epoch that `folder/checkpoints` has; adds a line to `folder/history.csv` for each. With
    `patience`, ends early, and leaves the network as it was when dev was best.
    """
    began = time.monotonic()
    steps = count_batches(lesson.train.lengths, config.batch_tokens)
    optimizer = make_optimizer(config, steps)
    variables = network.trainable_variables
    optimizer.build(variables)
    epoch = tf.Variable(0, dtype=tf.int64)
    checkpoint = tf.train.Checkpoint(network=network, optimizer=optimizer, epoch=epoch)
    manager = tf.train.CheckpointManager(checkpoint, folder / "checkpoints", max_to_keep=1)
    checkpoint.restore(manager.latest_checkpoint)
    done = int(epoch)
    train_step = make_train_step(network, lesson.readings, optimizer, config)
    while epoch < config.epochs and not gave_up(folder, config.patience):
        number = int(epoch.assign_add(1))
        batches = training_batches(lesson.train, config.batch_tokens, seed=config.seed * 1000 + number)
        loss = run_epoch(train_step, batches, f"epoch {number}/{config.epochs}", steps)
        manager.save()
        with averaged(variables, optimizer):
            record(folder, number, loss, score_dev(network, dev, config))
            keep_if_best(folder, config.patience, variables)
        print(f"at most {time_left(began, number - done, config.epochs - number)} left", flush=True)
    optimizer.finalize_variable_values(variables)
    if config.patience:
        restore_best(folder, variables)


def make_optimizer(config: TrainConfig, steps: int) -> keras.optimizers.Optimizer:
    """Adam whose rate rises, then falls along a cosine to zero; it keeps a moving average of the weights."""
    warmup = round(config.warmup_epochs * steps)
    schedule = keras.optimizers.schedules.CosineDecay(
        0.0, max(1, config.epochs * steps - warmup), warmup_target=config.learning_rate, warmup_steps=warmup
    )
    return keras.optimizers.Adam(schedule, clipnorm=config.clip_norm, use_ema=True, ema_momentum=config.average)


def make_train_step(
    network: keras.Model, readings: np.ndarray | None, optimizer: keras.optimizers.Optimizer, config: TrainConfig
) -> TrainStep:
    """One step on one batch, traced once for all shapes; gives the loss."""
    crf = network.get_layer("crf")
    signature = [
        tf.TensorSpec([None, None], tf.int32),
        tf.TensorSpec([None, None, WORD_LENGTH], tf.int32),
        tf.TensorSpec([None, None], tf.int32),
    ]

    @tf.function(input_signature=signature)
    def train_step(word_ids: tf.Tensor, characters: tf.Tensor, gold: tf.Tensor) -> tf.Tensor:
        hidden = tf.random.uniform(tf.shape(word_ids)) < config.unknown_words
        with tf.GradientTape() as tape:
            scores = network([tf.where(hidden, UNKNOWN, word_ids), characters], training=True)
            loss = crf.negative_log_likelihood(scores, gold, readings)
        gradients = tape.gradient(loss, network.trainable_variables)
        gradients = [tf.convert_to_tensor(gradient) for gradient in gradients]
        optimizer.apply(gradients, network.trainable_variables)
        return loss

    step: TrainStep = train_step
    return step


def run_epoch(train_step: TrainStep, batches: tf.data.Dataset, title: str, steps: int) -> float:
    """The mean loss of an epoch's steps."""
    losses = []
    with tqdm(batches, desc=title, total=steps, unit="batch", mininterval=1.0) as progress:
        for (word_ids, characters), gold in progress:
            losses.append(float(train_step(word_ids, characters, gold)))
            if not math.isfinite(losses[-1]):
                raise FloatingPointError(f"the loss became {losses[-1]} in batch {len(losses)} of {title}")
            progress.set_postfix(loss=f"{np.mean(losses[-50:]):.4f}")
    return float(np.mean(losses))


@contextlib.contextmanager
def averaged(variables: list[keras.Variable], optimizer: keras.optimizers.Optimizer) -> Iterator[None]:
    """Within it the variables have their moving average."""
    weights = [variable.numpy() for variable in variables]
    optimizer.finalize_variable_values(variables)
    yield
    for variable, weight in zip(variables, weights, strict=True):
        variable.assign(weight)


def score_dev(network: keras.Model, dev: Dev | None, config: TrainConfig) -> Score | None:
    if dev is None:
        return None
    return score(network, evaluation_batches(dev.encoded, 4 * config.batch_tokens), dev.lost, labels=dev.labels)


def record(folder: pathlib.Path, epoch: int, loss: float, result: Score | None) -> None:
    """Adds an epoch to `history.csv` and to the TensorBoard logs."""
    row = {"epoch": epoch, "loss": round(loss, 5), **(result._asdict() if result else {})}
    path = folder / "history.csv"
    is_new = not path.exists()
    with path.open("a", newline="") as file:
        writer = csv.DictWriter(file, row)
        if is_new:
            writer.writeheader()
        writer.writerow(row)
    with tf.summary.create_file_writer(str(folder / "tensorboard")).as_default(step=epoch):
        for name, value in row.items():
            tf.summary.scalar(name, value)
    print(", ".join(f"{name} {value:.4g}" for name, value in row.items()), flush=True)

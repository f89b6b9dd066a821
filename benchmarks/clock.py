"""CPU time on one core."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np


def stay_on_one_core() -> None:
    """Before anything counts the cores to make as many threads."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


class Stopwatch:
    """CPU seconds by name."""

    def __init__(self):
        self.seconds: Counter[str] = Counter()

    @contextmanager
    def measure(self, name: str) -> Iterator[None]:
        start = time.process_time()
        yield
        self.seconds[name] += time.process_time() - start

    def measured(self, name: str, function: Callable) -> Callable:
        """The function, with the time that it takes added up."""

        def call(*arguments: Any) -> Any:
            with self.measure(name):
                return function(*arguments)

        return call


def gemm_rate(size: int = 1024, repeats: int = 20) -> float:
    """Floating-point operations a second of a float32 matrix product: the best of some, as others may be at work."""
    matrix = np.random.default_rng(0).random((size, size), np.float32)
    best = np.inf
    for _ in range(repeats):
        start = time.process_time()
        matrix @ matrix
        best = min(best, time.process_time() - start)
    return 2 * size**3 / best

"""What worker processes print while a pipeline runs: Beam's tracebacks, which their job prints again or sums up."""

import os
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

_BLOCK = 1 << 16
_BLOCKS_KEPT = 64
_STDERR = 2


class HeldOutput:
    """The last blocks that were printed; `drop` makes an end of them, and of what is still to come."""

    def __init__(self, target: int):
        self._target = target
        self._blocks: deque[bytes] = deque(maxlen=_BLOCKS_KEPT)
        self._state = "hold"
        self._lock = threading.Lock()

    def take(self, block: bytes) -> None:
        with self._lock:
            if self._state == "hold":
                self._blocks.append(block)
            elif self._state == "pass":
                os.write(self._target, block)

    def drop(self) -> None:
        with self._lock:
            self._state = "drop"
            self._blocks.clear()

    def release(self) -> None:
        """Writes what was not dropped, and from now on whatever comes."""
        with self._lock:
            if self._state == "hold":
                self._state = "pass"
                while self._blocks:
                    os.write(self._target, self._blocks.popleft())


@contextmanager
def worker_output_held_back() -> Iterator[HeldOutput]:
    """What is written to the stream number 2, which worker processes inherit, is written at the end.

    A thread reads on for as long as a worker lives, so that none ever waits for somebody to read what it prints.
    """
    target = os.dup(_STDERR)
    reading, writing = os.pipe()
    os.dup2(writing, _STDERR)
    os.close(writing)
    held = HeldOutput(target)
    threading.Thread(target=_follow, args=(reading, held), daemon=True).start()
    try:
        yield held
    finally:
        os.dup2(target, _STDERR)
        held.release()


def _follow(reading: int, held: HeldOutput) -> None:
    while block := os.read(reading, _BLOCK):
        held.take(block)
    os.close(reading)

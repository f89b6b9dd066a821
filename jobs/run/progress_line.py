"""Progress on stderr while a pipeline runs, since Beam prints none."""

import sys
import threading
import time
from types import TracebackType
from typing import NamedTuple, TextIO

from jobs.run.durations import duration
from transforms.tagging.progress import Progress, read_progress

_BAR = 24
_LEAST_SHARE = 0.01  # of the documents, before which nothing can be said of the others


class Expected(NamedTuple):
    """How much there is to do: files, and about how many documents; 0 if that is not known."""

    files: int
    documents: int = 0


class ProgressLine:
    """Follows the progress files of the workers; one line a second at most, on a terminal always the same one.

    The bar counts files, and documents and tokens a second stand beside the bar; in a log, a line is a line. tqdm
    counts one thing, with others as a suffix, and ends no line in a log.
    """

    def __init__(self, folder: str, expected: Expected, stream: TextIO | None = None):
        self._folder = folder
        self._expected = expected
        self._stream = stream or sys.stderr
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def __enter__(self) -> "ProgressLine":
        self._start = time.monotonic()
        self._thread.start()
        return self

    def __exit__(self, error: type | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._done.set()
        self._thread.join()
        if self._stream.isatty():
            self._stream.write("\r\x1b[K")

    def _follow(self) -> None:
        shown = Progress()
        while not self._done.wait(timeout=1):
            progress = read_progress(self._folder)
            if progress != shown:
                self._show(progress_text(progress, self._expected, time.monotonic() - self._start))
                shown = progress

    def _show(self, text: str) -> None:
        self._stream.write(f"\r\x1b[K{text}" if self._stream.isatty() else f"{text}\n")
        self._stream.flush()


def progress_text(progress: Progress, expected: Expected, seconds: float) -> str:
    """With a bar over the files, if there are several, and the time left; a file counts once the next one has begun.

    >>> progress_text(Progress(documents=1200, tokens=300000, files=3), Expected(files=8), seconds=4)
    '[######                  ] 2/8 files  1,200 documents  75,000 tokens/s  12 s left'
    """
    done = f"{progress.documents:,} documents  {progress.tokens / seconds:,.0f} tokens/s"
    text = f"{done}{_left(progress, expected, seconds)}"
    if expected.files == 1:
        return text
    finished = _finished(progress, expected)
    bar = "#" * (_BAR * finished // expected.files)
    return f"[{bar:{_BAR}}] {finished}/{expected.files} files  {text}"


def _finished(progress: Progress, expected: Expected) -> int:
    return min(max(progress.files - 1, 0), expected.files)


def _left(progress: Progress, expected: Expected, seconds: float) -> str:
    """The time left by the documents that are expected, else by the files; nothing before enough of them are done."""
    if expected.documents:
        share = progress.documents / expected.documents
        return f"  about {duration(seconds * (1 - share) / share)} left" if _LEAST_SHARE < share < 1 else ""
    finished = _finished(progress, expected)
    left = expected.files - finished
    return f"  {duration(seconds * left / finished)} left" if finished and left else ""

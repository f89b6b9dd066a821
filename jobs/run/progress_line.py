"""Progress on stderr while a pipeline runs, since Beam prints none."""

import sys
import threading
import time
from types import TracebackType
from typing import TextIO

from jobs.run.durations import duration
from transforms.tagging.progress import Progress, read_progress

_BAR = 24


class ProgressLine:
    """Follows the progress files of the workers; one line a second at most, on a terminal always the same one.

    The bar counts files, and documents and tokens a second stand beside the bar; in a log, a line is a line. tqdm
    counts one thing, with others as a suffix, and ends no line in a log.
    """

    def __init__(self, folder: str, files: int, stream: TextIO | None = None):
        self._folder = folder
        self._files = files
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
                self._show(progress_text(progress, self._files, time.monotonic() - self._start))
                shown = progress

    def _show(self, text: str) -> None:
        self._stream.write(f"\r\x1b[K{text}" if self._stream.isatty() else f"{text}\n")
        self._stream.flush()


def progress_text(progress: Progress, files: int, seconds: float) -> str:
    """With a bar over the files, if there are several, and the time left; a file counts once the next one has begun.

    >>> progress_text(Progress(documents=1200, tokens=300000, files=3), files=8, seconds=4)
    '[######                  ] 2/8 files  1,200 documents  75,000 tokens/s  12 s left'
    """
    text = f"{progress.documents:,} documents  {progress.tokens / seconds:,.0f} tokens/s"
    if files == 1:
        return text
    finished = min(max(progress.files - 1, 0), files)
    bar = "#" * (_BAR * finished // files)
    left = f"  {duration(seconds * (files - finished) / finished)} left" if 0 < finished < files else ""
    return f"[{bar:{_BAR}}] {finished}/{files} files  {text}{left}"

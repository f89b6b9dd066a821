"""Runs `jobs.tag_corpus` in processes of its own."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.job import run_record
from benchmarks.process_tree import ProgramRun, run_program


class JobFigures(NamedTuple):
    """A run; `peak_mb` is of the largest process, `workers` how many processes wrote documents."""

    workers: int
    sentences: int
    tokens: int
    seconds: float
    cpu_seconds: float
    peak_mb: float


def run_processes(corpus: Path, model: str, *flags: str) -> JobFigures:
    """The job as its command line runs it, with further flags."""
    with TemporaryDirectory() as output:
        run: ProgramRun = run_program(
            "jobs.tag_corpus", f"--input={corpus}", f"--output={output}/tables", f"--model={model}", *flags
        )
        record = run_record(Path(output, "tables"))
    counts, workers = record["counts"], len(record["documents_by_worker"])
    return JobFigures(workers, counts["sentences"], counts["tokens"], run.seconds, run.cpu_seconds, run.peaks[0] / 1e6)


def without_startup(tiny: JobFigures, run: JobFigures) -> dict[str, float]:
    """Figures of a run, and its speed when the time of a tiny one is taken off."""
    tokens = run.tokens - tiny.tokens
    return {
        **run._asdict(),
        "tokens_per_second": tokens / (run.seconds - tiny.seconds),
        "cpu_microseconds_per_token": 1e6 * (run.cpu_seconds - tiny.cpu_seconds) / tokens,
    }

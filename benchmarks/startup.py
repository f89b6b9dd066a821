"""Seconds until a worker has tagged its first batch, and the sample its tables: `python -m benchmarks.startup`."""

import argparse
from tempfile import TemporaryDirectory

from benchmarks.process_tree import ProgramRun, run_program

_WORKER = "benchmarks.first_batch"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    parser.add_argument("--model", default="bc5cdr", help="bundled tagger or model folder (default: %(default)s)")
    model = parser.parse_args().model
    with TemporaryDirectory() as output:
        worker = best_of_three(_WORKER, model)
        sample = best_of_three("jobs.tag_corpus", f"--model={model}", f"--output={output}/tables")
    for name, run in (("a worker's first batch", worker), ("the sample, one process or several", sample)):
        print(f"{name:36}{run.seconds:6.2f} s, CPU {run.cpu_seconds:6.2f} s, peak {run.peaks[0] / 1e6:5.0f} MB")


def best_of_three(module: str, *arguments: str) -> ProgramRun:
    """The first run may have to read everything from the disk."""
    return min((run_program(module, *arguments) for _ in range(3)), key=lambda run: run.seconds)


if __name__ == "__main__":
    main()

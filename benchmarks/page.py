"""How long the page of a run takes, and how large it is: `python -m benchmarks.page --output=annotations`."""

import argparse
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from jobs.report.find_state import state_of
from jobs.report.write_page import write_page
from jobs.run.plan_run import output_folder


def main(arguments: list[str] | None = None) -> None:
    """Prints a line for each of three pages: the first reads from disk, and compiles the templates."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page", description=__doc__)
    parser.add_argument("--output", default="annotations", help="output of jobs.tag_corpus (default: %(default)s)")
    state = state_of(output_folder(parser.parse_args(arguments).output), None, None)
    counts = state.runs[max(state.runs)].counts
    print(f"{counts.documents:,} documents, {counts.entities:,} entities")
    with TemporaryDirectory() as folder:
        page = Path(folder, "report.html")
        for _ in range(3):
            cpu, wall = time.process_time(), time.monotonic()
            write_page(state, str(page))
            cpu, wall = time.process_time() - cpu, time.monotonic() - wall
            print(f"{wall:.1f} s, {cpu:.1f} s of CPU, {page.stat().st_size / 1e6:.2f} MB")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()

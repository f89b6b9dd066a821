"""A Flink cluster on this machine against the local runner, start-up excluded: `python -m benchmarks.flink`."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.job_processes import run_processes, without_startup
from benchmarks.machine import describe_machine
from benchmarks.texts import write_documents
from deploy.flink.cluster import flink_cluster
from deploy.flink.fetch import fetch


def measure(files: int, documents: int, parallelism: int, model: str) -> dict[str, Any]:
    """Each runner has the same files, and before them as many files of one document, which tell its start-up.

    The first job on a new cluster takes longer than later ones, so the files of one document are tagged twice.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        corpora = [_corpus(folder / str(size), files, size) for size in (1, documents)]
        local = _run(corpora, model, "--direct_num_workers=1")
        with flink_cluster(fetch(), folder / "flink") as cluster:
            flink = _run(corpora, model, *cluster.flags, f"--parallelism={parallelism}")
    return {
        "machine": describe_machine(),
        "files": files,
        "documents": files * documents,
        "parallelism": parallelism,
        "local": local,
        "flink": flink,
        "ratio": flink["tokens_per_second"] / local["tokens_per_second"],
    }


def _corpus(folder: Path, files: int, documents: int) -> Path:
    folder.mkdir()
    for number in range(files):
        write_documents(folder / f"{number}.jsonl", documents, seed=number)
    return folder


def _run(corpora: list[Path], model: str, *flags: str) -> dict[str, float]:
    small, large = corpora
    first, tiny, run = (run_processes(corpus, model, *flags) for corpus in (small, small, large))
    return {"first_seconds": first.seconds, "startup_seconds": tiny.seconds, **without_startup(tiny, run)}


def report(figures: dict[str, Any]) -> Iterator[str]:
    machine = figures["machine"]
    yield f"{machine['cores']} x {machine['processor']}, load {machine['load']:.1f}, commit {machine['commit']}"
    yield f"{figures['documents']:,} documents in {figures['files']} files, parallelism {figures['parallelism']}"
    yield f"{'':8}{'first job s':>13}{'start-up s':>12}{'seconds':>9}{'tokens':>12}{'tokens/s':>10}{'workers':>9}"
    for name in ("local", "flink"):
        run = figures[name]
        times = f"{run['first_seconds']:13.1f}{run['startup_seconds']:12.1f}{run['seconds']:9.1f}"
        yield f"{name:8}{times}{run['tokens']:12,}{run['tokens_per_second']:10,.0f}{run['workers']:9}"
    yield f"Flink to local, start-up excluded: {figures['ratio']:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flink", description=__doc__)
    parser.add_argument("--files", type=int, default=20, metavar="N")
    parser.add_argument("--documents", type=int, default=2_000, metavar="N", help="of each file (default: %(default)s)")
    parser.add_argument("--parallelism", type=int, default=2, metavar="N")
    parser.add_argument("--model", default="bc5cdr", help="bundled tagger or model folder (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures")
    flags = parser.parse_args()
    figures = measure(flags.files, flags.documents, flags.parallelism, flags.model)
    print("\n".join(report(figures)))
    if flags.json:
        flags.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

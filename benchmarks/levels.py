"""The job at each level of instructions beside spaCy, several times in turn: `python -m benchmarks.levels`."""

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.clock import gemm_rate, stay_on_one_core
from benchmarks.job import run_job
from benchmarks.machine import describe_machine
from benchmarks.spacy_ner import load_spacy
from benchmarks.stages import read, time_stages
from benchmarks.texts import write_documents
from ner_model.model_folder import find_model, open_model
from ner_model.native_library import LEVEL, levels, open_library
from ner_model.tagger import load
from ner_model.text import tokenize

_SPACY_DOCUMENTS = 300


def measure(paths: list[str], one: str, model: str, names: list[str], repeats: int) -> dict[str, Any]:
    """Of each level the microseconds a token of job, network and the rest, and how many times spaCy the job is."""
    texts = [document.text for document in read(paths)]
    tokens, some = _tokens(texts), _tokens(texts[:_SPACY_DOCUMENTS])
    spacy = load_spacy(load(model).labels, texts)
    run_job([one], model)  # imports everything
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for _ in range(repeats):
        spacy_time = 1e6 * spacy(texts[:_SPACY_DOCUMENTS]).seconds / some
        found["spacy"]["job"].append(spacy_time)
        limit = _limit(model)
        for name in names:
            with _at_level(name):
                job, network = _times(paths, one, model, tokens)
            figures = {"job": job, "network": network, "around": job - network, "ratio": spacy_time / job}
            for key, value in {**figures, "share": limit / network}.items():
                found[name][key].append(value)
            print(f"{name:12}{job:8.2f}{network:9.2f}{spacy_time / job:10.1f}", file=sys.stderr, flush=True)
    return {"machine": describe_machine(), "tokens": tokens, "levels": found}


def _times(paths: list[str], one: str, model: str, tokens: int) -> tuple[float, float]:
    """Microseconds a token of the job, start-up excluded, and of the network in it."""
    startup, run = run_job([one], model).seconds, run_job(paths, model).seconds
    network = time_stages(paths, load(model)).seconds["network"]
    return 1e6 * (run - startup) / tokens, 1e6 * network / tokens


@contextmanager
def _at_level(name: str) -> Iterator[None]:
    os.environ[LEVEL] = name
    try:
        yield
    finally:
        del os.environ[LEVEL]


def _limit(model: str) -> float:
    """Microseconds that the recurrent products of a token would take at the core's rate for float32 matrices."""
    weights = open_model(find_model(model)).weights()
    products = sum(value.size for name, value in weights.items() if name.endswith("recurrent_kernel"))
    return 1e6 * 2 * products / gemm_rate()


def _tokens(texts: list[str]) -> int:
    return sum(len(tokenize(text).words) for text in texts)


def report(figures: dict[str, Any]) -> str:
    """Medians, with the extremes of the ratio; the share is that of the float32 rate, which eight bits may pass."""
    machine = figures["machine"]
    lines = [
        f"{machine['cores']} x {machine['processor']} ({' '.join(machine['features'])}), load {machine['load']:.1f}"
    ]
    lines.append(
        f"{figures['tokens']:,} tokens; us/token, medians of {len(figures['levels']['spacy']['job'])} runs in turn"
    )
    lines.append(f"{'level':12}{'job':>8}{'network':>9}{'around':>8}{'to spaCy':>10}{'(from, to)':>16}{'share':>8}")
    for name, values in figures["levels"].items():
        middle = {key: median(numbers) for key, numbers in values.items()}
        if name == "spacy":
            lines.append(f"{name:12}{middle['job']:8.2f}")
            continue
        extremes = f"({min(values['ratio']):.1f}, {max(values['ratio']):.1f})"
        times = f"{middle['job']:8.2f}{middle['network']:9.2f}{middle['around']:8.2f}"
        lines.append(f"{name:12}{times}{middle['ratio']:10.1f}{extremes:>16}{middle['share']:8.0%}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.levels", description=__doc__)
    parser.add_argument("--input", nargs="+", help="files to tag (default: generated abstracts)")
    parser.add_argument("--model", default="bc5cdr", help="bundled tagger or model folder (default: %(default)s)")
    parser.add_argument("--documents", type=int, default=3_000, help="how many to generate")
    parser.add_argument("--levels", nargs="+", choices=levels(open_library()), help="these alone (default: all)")
    parser.add_argument("--repeats", type=int, default=5, help="times that each is run (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures")
    flags = parser.parse_args()
    stay_on_one_core()
    with TemporaryDirectory() as folder:
        one, generated = Path(folder, "one.jsonl"), Path(folder, "generated.jsonl")
        write_documents(one, number=1)
        if not flags.input:
            write_documents(generated, flags.documents)
        names = flags.levels or levels(open_library())
        figures = measure(flags.input or [str(generated)], str(one), flags.model, names, flags.repeats)
    print(report(figures))
    if flags.json:
        flags.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Tokens per CPU second on one core, of the job and its steps, beside spaCy: `python -m benchmarks.throughput`."""

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from benchmarks.clock import gemm_rate, stay_on_one_core
from benchmarks.job import run_job
from benchmarks.machine import describe_machine
from benchmarks.report import report
from benchmarks.spacy_ner import SpacyRun, load_spacy
from benchmarks.stages import read, time_stages
from benchmarks.texts import write_documents
from ner_model.model_folder import find_model, open_model
from ner_model.tagger import load
from ner_model.text import tokenize

_EIGHT_BITS = 4  # eight-bit multiplications that a core does in the time of one in float32


class Sizes(NamedTuple):
    """Documents for each measurement: what is slower gets fewer."""

    spacy: int = 300
    keras: int = 50


def measure(paths: list[str], model: str, sizes: Sizes) -> dict[str, Any]:
    """All figures; rates are per CPU second and leave start-up out. spaCy runs before and after the job."""
    texts = [document.text for document in read(paths)]
    tokens, characters = _tokens(texts), sum(map(len, texts))
    spacy = _if_installed("spacy", lambda: load_spacy(load(model).labels, texts))
    spacy_texts = texts[: sizes.spacy]
    before = spacy and spacy(spacy_texts)
    job = _job(paths, model)
    after = spacy and spacy(spacy_texts)
    figures = {
        "machine": describe_machine(),
        "texts": {"documents": len(texts), "tokens": tokens, "characters": characters, "word_types": _types(texts)},
        "job": {**_rates(job["cpu_seconds"], tokens, characters), **job},
        "annotate": _annotate(texts, model, "native"),
        "stages": _stages(paths, model, tokens),
        "spacy": spacy and _spacy(before, after, spacy_texts),
        "keras": sizes.keras and _if_installed("tensorflow", lambda: _annotate(texts[: sizes.keras], model, "keras")),
    }
    return {**figures, "arithmetic": _arithmetic(model, figures), "ratios": _ratios(figures)}


def _job(paths: list[str], model: str) -> dict[str, Any]:
    """Seconds of the job less those of a job of one document; a first run has imported everything."""
    with TemporaryDirectory() as folder:
        one = Path(folder, "one.jsonl")
        write_documents(one, number=1)
        _, (startup, _), (seconds, record) = (run_job(inputs, model) for inputs in ([str(one)], [str(one)], paths))
    counts = {name: record["counts"][name] for name in ("documents", "dead_letters", "entities")}
    return {"cpu_seconds": seconds - startup, "startup_cpu_seconds": startup, **counts}


def _annotate(texts: list[str], model: str, engine: str) -> dict[str, Any]:
    """Another tagger is warmed up, so that this one meets every word for the first time."""
    load(model, engine).annotate(texts[:5])
    tagger = load(model, engine)
    tagger.annotate([texts[0][:100]])
    start = time.process_time()
    tagger.annotate(texts)
    return _rates(time.process_time() - start, _tokens(texts), sum(map(len, texts)))


def _stages(paths: list[str], model: str, tokens: int) -> dict[str, Any]:
    stages = time_stages(paths, load(model))
    microseconds = {name: 1e6 * seconds / tokens for name, seconds in stages.seconds.items()}
    return {"microseconds_per_token": microseconds}


def _spacy(before: SpacyRun, after: SpacyRun, texts: list[str]) -> dict[str, Any]:
    seconds = before.seconds + after.seconds
    own = (before.tokens + after.tokens) / seconds
    return {**_rates(seconds, 2 * _tokens(texts), 2 * sum(map(len, texts))), "own_tokens_per_cpu_second": own}


def _arithmetic(model: str, figures: dict[str, Any]) -> dict[str, float]:
    """A multiplication and an addition for each recurrent weight and each of the tag scores, for each token."""
    weights = open_model(find_model(model)).weights()
    used = sum(value.size for name, value in weights.items() if name.endswith(("recurrent_kernel", "scores/kernel")))
    rate = gemm_rate()
    limit = _EIGHT_BITS * rate / (2 * used)
    return {
        "gemm_gflops": rate / 1e9,
        "operations_per_token": 2 * used,
        "eight_bit_limit_tokens_per_second": limit,
        "job_share_of_limit": figures["job"]["tokens_per_cpu_second"] / limit,
    }


def _ratios(figures: dict[str, Any]) -> dict[str, float]:
    """How many times faster than spaCy: on the same tokens or characters, or each on the tokens that it counts."""
    job, spacy, stages = figures["job"], figures["spacy"], figures["stages"]["microseconds_per_token"]
    tagging = sum(stages[name] for name in ("tokenize", "word rows", "network", "decode", "entities"))
    ratios = {"beam_io_parquet_share_of_job": 1 - tagging * job["tokens_per_cpu_second"] / 1e6}
    if spacy:
        ratios["job_to_spacy_same_text"] = job["characters_per_cpu_second"] / spacy["characters_per_cpu_second"]
        ratios["job_to_spacy_own_tokens"] = job["tokens_per_cpu_second"] / spacy["own_tokens_per_cpu_second"]
    return ratios


def _rates(seconds: float, tokens: int, characters: int) -> dict[str, float]:
    return {"tokens_per_cpu_second": tokens / seconds, "characters_per_cpu_second": characters / seconds}


def _tokens(texts: list[str]) -> int:
    return sum(len(tokenize(text).words) for text in texts)


def _types(texts: list[str]) -> int:
    return len({word for text in texts for word in tokenize(text).words})


def _if_installed(package: str, function: Callable[[], Any]) -> Any:
    if importlib.util.find_spec(package):
        return function()
    print(f"{package} is not installed, and left out", file=sys.stderr)
    return None


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.throughput", description=__doc__)
    parser.add_argument("--input", nargs="+", help="files to tag (default: generated abstracts)")
    parser.add_argument("--model", default="bc5cdr", help="bundled tagger or model folder (default: %(default)s)")
    parser.add_argument("--documents", type=int, default=3_000, help="how many to generate")
    parser.add_argument("--keras", type=int, default=Sizes().keras, help="documents for the Keras engine; 0 for none")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures")
    flags = parser.parse_args()
    stay_on_one_core()
    with TemporaryDirectory() as folder:
        generated = Path(folder, "generated.jsonl")
        if not flags.input:
            write_documents(generated, flags.documents)
        figures = measure(flags.input or [str(generated)], flags.model, Sizes(keras=flags.keras))
    print(report(figures))
    if flags.json:
        flags.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

"""The figures of `benchmarks.throughput` for people."""

from typing import Any


def report(figures: dict[str, Any]) -> str:
    return "\n".join([*_texts(figures), "", *_rates(figures), "", *_stages(figures["stages"]), "", *_limits(figures)])


def _texts(figures: dict[str, Any]) -> list[str]:
    texts, machine = figures["texts"], figures["machine"]
    features = " ".join(machine["features"])
    return [
        f"{machine['cores']} x {machine['processor']} ({features}), load {machine['load']:.1f}, "
        f"commit {machine['commit']}",
        f"{texts['documents']:,} documents, {texts['tokens']:,} tokens, {texts['characters']:,} characters, "
        f"{texts['word_types']:,} different words, {figures['job']['entities']:,} entities found",
    ]


def _rates(figures: dict[str, Any]) -> list[str]:
    lines = [f"{'one core, start-up excluded':30}{'tokens/CPU s':>14}{'us/token':>10}{'characters/CPU s':>18}"]
    for name in ("job", "annotate", "spacy", "keras"):
        if figures[name]:
            tokens, characters = (figures[name][f"{unit}_per_cpu_second"] for unit in ("tokens", "characters"))
            lines.append(f"{name:30}{tokens:14,.0f}{1e6 / tokens:10.2f}{characters:18,.0f}")
    if figures["spacy"]:
        lines.append(f"{'spacy, tokens as it counts':30}{figures['spacy']['own_tokens_per_cpu_second']:14,.0f}")
    return lines


def _stages(stages: dict[str, Any]) -> list[str]:
    return [f"{name:30}{time:24.2f}" for name, time in stages["microseconds_per_token"].items()]


def _limits(figures: dict[str, Any]) -> list[str]:
    arithmetic = figures["arithmetic"]
    return [
        f"float32 GEMM {arithmetic['gemm_gflops']:.0f} GFLOP/s; at four times that rate the network's "
        f"{arithmetic['operations_per_token'] / 1e6:.2f} M operations a token allow "
        f"{arithmetic['eight_bit_limit_tokens_per_second']:,.0f} tokens/s: the job reaches "
        f"{arithmetic['job_share_of_limit']:.0%} of it",
        *(f"{name.replace('_', ' ')}: {ratio:.2f}" for name, ratio in figures["ratios"].items()),
    ]

"""What a figure was measured on, and from which code."""

import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("apache-beam", "numpy", "pyarrow", "spacy", "tensorflow-cpu")


_INSTRUCTIONS = ("sse4_2", "avx2", "fma", "avx512f", "avx512_vnni", "avx_vnni", "asimd", "asimddp")


def describe_machine() -> dict[str, object]:
    return {
        "processor": _processor(),
        "features": _features(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
        "packages": {name: found for name in _PACKAGES if (found := _version(name))},
        "commit": _commit(),
    }


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _features() -> list[str]:
    """Of the instructions that make a difference to the kernel, those that the processor has."""
    information = Path("/proc/cpuinfo")
    text = information.read_text() if information.exists() else ""
    flags = {flag for line in text.splitlines() if line.startswith(("flags", "Features")) for flag in line.split()}
    return [name for name in _INSTRUCTIONS if name in flags]


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _commit() -> str:
    """With a + if the files differ from it."""
    command = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    found = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"

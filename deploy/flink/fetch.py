"""Flink from PyPI and Beam's job server by Maven, kept in a cache folder: `python -m deploy.flink.fetch`."""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple

FLINK = "1.19.3"
_HERE = Path(__file__).parent
CACHE = Path(os.environ.get("LITERATURE_TAGGER_CACHE", "~/.cache/literature-tagger")).expanduser() / "flink"


class Distribution(NamedTuple):
    """`libraries` holds the jars of Flink in `lib` and `bin`."""

    libraries: Path
    job_server: Path


def distribution(cache: Path = CACHE) -> Distribution:
    """Where things are once they have been fetched."""
    return Distribution(cache / f"flink-{FLINK}", cache / "job-server" / "flink-job-server.jar")


def missing(cache: Path = CACHE) -> str | None:
    """Why no cluster can be started here, or None if one can."""
    if not shutil.which("java"):
        return "no Java"
    absent = [path.name for path in distribution(cache) if not path.exists()]
    return f"{' and '.join(absent)} not in the cache: python -m deploy.flink.fetch" if absent else None


def fetch(cache: Path = CACHE) -> Distribution:
    """Fetches what is not there yet: 400 MB, some minutes; ends with what to install if there is no Maven for it."""
    found = distribution(cache)
    if not found.job_server.exists() and not shutil.which("mvn"):
        raise SystemExit("Beam's job server for Flink is fetched by Maven, and there is no mvn: apt-get install maven")
    cache.mkdir(parents=True, exist_ok=True)
    if not found.libraries.exists():
        _fetch_flink(cache, found.libraries)
    if not found.job_server.exists():
        command = ["mvn", "--batch-mode", "--quiet", f"--file={_HERE / 'pom.xml'}", f"-Dtarget={cache / 'build'}"]
        subprocess.run([*command, "package"], check=True)
        found.job_server.parent.mkdir(exist_ok=True)
        (cache / "build" / found.job_server.name).replace(found.job_server)
        shutil.rmtree(cache / "build")
    return found


def _fetch_flink(cache: Path, target: Path) -> None:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, f"--dest={cache}", f"apache-flink-libraries=={FLINK}"], check=True)
    (package,) = cache.glob("apache*flink*libraries*.tar.gz")
    unpacked = cache / "unpacked"
    with tarfile.open(package) as archive:
        archive.extractall(unpacked, filter="data")
    next(unpacked.glob("*/deps")).rename(target)
    shutil.rmtree(unpacked)
    package.unlink()


if __name__ == "__main__":
    print(*fetch(), sep="\n")

"""Runs `jobs.tag_corpus` on a Flink cluster of its own: `python -m deploy.flink.tag_corpus --input=... --output=...`.

All flags are those of the job.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.flink.cluster import flink_cluster
from deploy.flink.fetch import fetch

_FLAGS = ["--parallelism=2"]


def main(arguments: list[str]) -> int:
    with TemporaryDirectory() as folder, flink_cluster(fetch(), Path(folder)) as cluster:
        job = [sys.executable, "-m", "jobs.tag_corpus", *cluster.flags, *_FLAGS, *arguments]
        return subprocess.run(job).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

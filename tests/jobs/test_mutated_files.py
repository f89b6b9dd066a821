"""Files of every format, damaged at random, through the whole job: each record ends once, and none ends the run.

200 files, `MUTATED=5000` that many: all in one run of one process, held against a plain loop over the same files.
"""

import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conformance.tables import naive_rows, record_of, rows_of
from tests.fuzz.mutations import mutated
from tests.fuzz.seeds import seeds
from transforms.reading.budget import MEGABYTES, SECONDS
from transforms.reading.find_files import find_files
from transforms.reading.read_file import read_file
from transforms.reading.record import ReadOptions

ROOT = Path(__file__).parents[2]
FILES = int(os.environ.get("MUTATED", "200"))
JOB = """
import os, sys, ner_model.tagger, tests.stub_tagger, jobs.tag_corpus
ner_model.tagger.load = tests.stub_tagger.load
code = jobs.tag_corpus.main()
if os.path.exists("/proc"):
    print(open("/proc/self/status").read())
sys.exit(code)
"""


def peak_kilobytes(status):
    """What Linux says of the process itself: `ru_maxrss` counts what the process that started it had, too."""
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) if found else 0


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mutated")
    contents = seeds()
    for number in range(FILES):
        chance = random.Random(number)
        name = chance.choice(sorted(contents))
        (folder / f"{number:05}-{name}").write_bytes(mutated(contents[name], chance, list(contents.values())))
    return folder


def test_no_file_takes_a_reader_long(corpus):
    for file in find_files([str(corpus)]):
        began = time.process_time()
        for _ in read_file(file, ReadOptions()):
            pass
        assert time.process_time() - began < SECONDS, file.path


def test_the_job_finds_what_a_plain_loop_finds(corpus, tmp_path):
    command = [sys.executable, "-c", JOB, f"--input={corpus}", f"--output={tmp_path}/out", "--max_dead_letter_rate=1"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr[-3_000:]
    counts = record_of(tmp_path / "out")["counts"]
    assert counts["documents"] + counts["dead_letters"] == counts["documents_read"] >= FILES / 2
    assert rows_of(tmp_path / "out") == naive_rows(corpus)
    assert peak_kilobytes(ended.stdout) < MEGABYTES * 1_000
    print(f"\n{FILES} files: {counts['documents']} documents, {counts['dead_letters']} dead letters")

"""What reading a large file in parts costs, and what it gains with two processes: `python -m benchmarks.large_file`."""

import argparse
import io
import json
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from benchmarks.clock import Stopwatch
from benchmarks.job import run_record
from benchmarks.texts import documents
from jobs import tag_corpus
from jobs.run import plan_run
from transforms.reading.read_file import read_file, read_part
from transforms.reading.record import ReadOptions
from transforms.reading.split_files import cut_file, number_parts, survey_part
from transforms.records import InputFile

_DIFFERENT = 2_000  # texts; those behind them are the same with other ids
_NEVER = 1 << 60
_MB = 1_000_000


def write_large(path: Path, size: int) -> None:
    records, number = list(documents(_DIFFERENT)), 0
    with path.open("wb") as file:
        while file.tell() < size:
            record = {**records[number % _DIFFERENT], "id": str(number)}
            file.write(f"{json.dumps(record)}\n".encode())
            number += 1


def read_seconds(path: Path) -> dict[str, float]:
    """CPU seconds: of reading the file as one, and of the steps that reading it in parts takes."""
    watch, file, options = Stopwatch(), InputFile(str(path)), ReadOptions()
    with watch.measure("whole"):
        whole = sum(1 for _ in read_file(file, options))
    with watch.measure("cut"):
        parts = cut_file(file, options)
    with watch.measure("survey"):
        surveys = [survey_part(part, read_part(part, options)) for part in parts]
    with watch.measure("number"):
        parts = list(number_parts(surveys))
    with watch.measure("parts"):
        in_parts = sum(1 for part in parts for _ in read_part(part, options))
    if whole != in_parts:
        raise ValueError(f"{whole} records, but {in_parts} in {len(parts)} parts")
    return {**watch.seconds, "number of parts": len(parts)}


def job_seconds(path: Path, part_bytes: int, model: str) -> tuple[float, list[int]]:
    """Of the job in two processes, its start included; and the documents that each process wrote."""
    options = patch.object(plan_run, "ReadOptions", partial(ReadOptions, part_bytes=part_bytes))
    with TemporaryDirectory() as output, options, redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        flags = [f"--input={path}", f"--output={output}/tables", f"--model={model}", "--direct_num_workers=2"]
        tag_corpus.main([*flags, "--allow_unevaluated"])
        record = run_record(Path(output, "tables"))
    return record["seconds"], list(record["documents_by_worker"].values())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large_file", description=__doc__)
    parser.add_argument("--model", default="bc5cdr", help="bundled tagger or model folder (default: %(default)s)")
    parser.add_argument("--read_mb", type=int, default=500, help="size of the file to read (default: %(default)s)")
    parser.add_argument("--tag_mb", type=int, default=40, help="size of the file to tag (default: %(default)s)")
    flags = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = Path(folder, "large.jsonl")
        write_large(path, flags.read_mb * _MB)
        print(json.dumps(read_seconds(path)))
        write_large(path, flags.tag_mb * _MB)
        for part_bytes in (flags.tag_mb * _MB // 10, _NEVER):
            print(part_bytes, *job_seconds(path, part_bytes, flags.model))


if __name__ == "__main__":
    main()

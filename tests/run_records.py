"""Records of runs for tests."""

from dataclasses import replace

from transforms.runs.run_record import Counts, InputRecord, Model, RunRecord

COUNTS = Counts(files=1, documents_read=5, documents=4, dead_letters=1, sentences=6, tokens=50, entities=5)


def run_record(run_id="R1", paths=(), sha256="00", documents=4, **fields):
    """A record of a run that read some files."""
    inputs = tuple(InputRecord(str(path), 1, sha256) for path in paths)
    record = RunRecord(
        run_id=run_id,
        schema_version="1",
        model=Model("stub", "0" * 64, "native", "1"),
        counts=replace(COUNTS, documents=documents),
        inputs=inputs,
    )
    return replace(record, **fields)

"""Whether the files of the runs are those that the runs have left; what is damaged is named, with what to do."""

from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.parquet as pq

from ner_model.errors import Refused
from transforms.runs.bundles import Bundle, row_groups
from transforms.runs.check_run import misfits
from transforms.runs.layout import Layout
from transforms.runs.run_record import RunRecord
from transforms.storage import open_file


def check_files(output: str, runs: Mapping[str, RunRecord]) -> None:
    """Raises `Refused` for a file that is missing, or not as long as it was; records of the first runs list none."""
    for run_id, record in runs.items():
        layout = Layout(output, run_id)
        for fault in misfits(layout, record):
            raise damaged(fault.path, layout, fault.what)


def footer_of(output: str, run_id: str, path: str) -> pq.FileMetaData:
    """What a file says about its rows; raises `Refused` if the file is torn."""
    try:
        with open_file(path) as file:
            return pq.read_metadata(file)
    except (OSError, pa.ArrowException) as error:
        raise damaged(path, Layout(output, run_id), f"no Parquet file ({error})") from error


def check_contents(output: str, bundles: Iterable[Bundle]) -> None:
    """Reads all that the bundles hold; raises `Refused` for a file that cannot be read to its end."""
    for bundle in bundles:
        for path in (path for paths in bundle.files.values() for path in paths):
            try:
                for _ in row_groups(path):
                    pass
            except (OSError, pa.ArrowException) as error:
                raise damaged(path, Layout(output, bundle.run_id), f"damaged ({error})") from error


def damaged(path: str, layout: Layout, state: str) -> Refused:
    """The remedy is to tag again: a run without a record is removed by the next run, and its inputs count as new."""
    remedy = f"remove {layout.record}, and the next run with --incremental tags again what run {layout.run_id} read"
    return Refused(f"{state[:200]}", path, remedy=remedy)

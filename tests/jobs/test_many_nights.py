"""The jobs themselves, night after night over generated update files: 1 seed, 100 with THOROUGH=1."""

import os
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from jobs import compact_annotations, tag_corpus
from tests import pubmed_updates
from transforms.snapshots.folders import folder_of
from transforms.snapshots.snapshots import current_snapshot, record_of

SEEDS = range(100) if "THOROUGH" in os.environ else range(1)
NIGHTS = 3
NEVER = {"documents in = documents out", "no duplicate ids", "no document lost"}


def tables_of(output):
    """The rows of both tables of the current snapshot, in their order; scores as they are, to the last bit."""
    folder = folder_of(str(output), current_snapshot(str(output)))
    return [ds.dataset(f"{folder}/{table}").to_table().to_pylist() for table in ("documents", "entities")]


def nights(seed, folder):
    """The files by the night on which they arrive, as links in the folder `in`."""
    arrivals = pubmed_updates.deliveries(pubmed_updates.generate(seed), folder / "files", seed)
    size = -(-len(arrivals) // NIGHTS)
    for start in range(0, len(arrivals), size):
        for path in (path for paths in arrivals[start : start + size] for path in paths):
            target = folder / "in" / path.relative_to(folder / "files")
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, target)
        yield


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_published_after_many_nights_is_what_one_run_over_everything_finds(tmp_path, seed):
    flags = [f"--input={tmp_path}/in", f"--output={tmp_path}/nightly", "--incremental", "--files_per_run=7"]
    for _ in nights(seed, tmp_path):
        assert tag_corpus.main(flags) == 0
        assert compact_annotations.main([f"--output={tmp_path}/nightly", "--force"]) == 0  # so few move a lot
        record = record_of(f"{tmp_path}/nightly", current_snapshot(f"{tmp_path}/nightly"))
        assert not {breach["check"] for breach in record.breaches} & NEVER
    assert tag_corpus.main([f"--input={tmp_path}/in", f"--output={tmp_path}/once"]) == 0
    assert compact_annotations.main([f"--output={tmp_path}/once"]) == 0
    assert tables_of(tmp_path / "nightly") == tables_of(tmp_path / "once")
    truth = pubmed_updates.final_state(pubmed_updates.generate(seed))
    assert titles_in(tmp_path / "nightly") == {str(pmid): citation.title for pmid, citation in truth.items()}


def titles_in(output: Path) -> dict[str, str]:
    documents, _ = tables_of(output)
    return {row["doc_id"].partition(".")[0]: row["text"].strip() for row in documents}

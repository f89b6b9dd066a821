"""Works through a night in this process, whatever the runner: a night is small, and starting a pipeline is not."""

import pyarrow as pa

from jobs.snapshot.check_files import check_contents
from jobs.snapshot.plan_night import Night
from jobs.snapshot.plan_snapshot import Plan
from transforms.snapshots.facts import RangeFacts
from transforms.snapshots.merge_night import merge_night
from transforms.snapshots.split_by_key import split_rows


def build_night(plan: Plan, night: Night) -> list[RangeFacts]:
    """The facts of the parts of a night, whose files lie in the staging folder.

    Raises `Refused` if an input is damaged, or `OSError`.
    """
    folder = f"{plan.layout.staging}/ranges"
    try:
        spills = [
            spill
            for element in night.compaction.elements
            for _, spill in split_rows(element, night.sources, [], folder)
        ]
        return list(merge_night(spills, plan.target, night.earlier))
    except (OSError, pa.ArrowException):
        check_contents(plan.layout.output, night.compaction.bundles)
        raise

"""What can be wrong with what a run left."""

from typing import NamedTuple


class Fault(NamedTuple):
    """`path`: the file, or the folder of a run whose record is gone.

    >>> str(Fault("out/runs/R1.json", "missing"))
    'out/runs/R1.json: missing'
    """

    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what:.1000}"

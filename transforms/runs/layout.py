"""Where the files of a run lie, before and after the commit of the run."""

from typing import NamedTuple

SET_ASIDE = "set_aside"


def staging_of(output: str) -> str:
    return f"{output}/.staging"


def known_of(output: str) -> str:
    return f"{output}/.known"


class Layout(NamedTuple):
    """The folders of one run; `output` has no slash at its end.

    Until the commit everything lies in `.staging`, which readers of the tables never look into.

    >>> layout = Layout("annotations", "R1")
    >>> layout.staged("entities")
    'annotations/.staging/R1/entities'
    >>> layout.final("entities")
    'annotations/entities/run=R1'
    """

    output: str
    run_id: str

    @property
    def staging(self) -> str:
        return f"{staging_of(self.output)}/{self.run_id}"

    @property
    def manifest(self) -> str:
        """What the pipeline says it wrote."""
        return f"{self.staging}/manifest.json"

    @property
    def known(self) -> str:
        """Where incremental runs keep an index of what has been tagged; whoever removes it costs the next one time."""
        return known_of(self.output)

    @property
    def intent(self) -> str:
        """Once this file exists the run is complete, and its commit is finished by whoever comes next."""
        return f"{self.staging}/run.json"

    @property
    def record(self) -> str:
        return f"{self.output}/runs/{self.run_id}.json"

    @property
    def aside(self) -> str:
        """Where all of a damaged run lies once it counts no more."""
        return f"{self.output}/{SET_ASIDE}/{self.run_id}"

    def staged(self, table: str) -> str:
        """Where workers write, also those that the runner has given up but that do not know it yet."""
        return f"{self.staging}/{table}"

    def ready(self, table: str) -> str:
        """Files that are known to belong to the run; no worker knows this folder."""
        return f"{self.staging}/ready/{table}"

    def final(self, table: str) -> str:
        return f"{self.output}/{table}/run={self.run_id}"

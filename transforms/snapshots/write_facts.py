"""Writes down what all ranges of a snapshot are like, once the last is done."""

from dataclasses import dataclass

import apache_beam as beam
from apache_beam.pvalue import AsList, PCollection

from transforms.snapshots.facts import RangeFacts
from transforms.storage import write_json


@dataclass
class WriteFacts(beam.PTransform[PCollection[RangeFacts], PCollection[str]]):
    """`RangeFacts` -> one JSON file at `path` with a list of them."""

    path: str

    def expand(self, facts: PCollection[RangeFacts]) -> PCollection[str]:
        return (
            facts.pipeline | "NameFacts" >> beam.Create([self.path]) | "WriteFacts" >> beam.Map(_write, AsList(facts))
        )


def _write(path: str, facts: list[RangeFacts]) -> str:
    write_json(path, facts)
    return path

import apache_beam as beam

from tests.snapshot_records import range_facts
from transforms.snapshots.facts import RangeFacts
from transforms.snapshots.write_facts import WriteFacts
from transforms.storage import read_json


def test_the_facts_of_all_ranges_are_one_file(tmp_path):
    with beam.Pipeline(runner="FnApiRunner") as pipeline:
        pipeline | beam.Create([range_facts(0), range_facts(1)]) | WriteFacts(f"{tmp_path}/new/facts.json")
    assert sorted(read_json(f"{tmp_path}/new/facts.json", list[RangeFacts]), key=lambda facts: facts.range) == [
        range_facts(0),
        range_facts(1),
    ]


def test_no_facts_are_a_file_too(tmp_path):
    with beam.Pipeline(runner="FnApiRunner") as pipeline:
        pipeline | beam.Create([], reshuffle=False) | WriteFacts(f"{tmp_path}/facts.json")
    assert read_json(f"{tmp_path}/facts.json", list[RangeFacts]) == []

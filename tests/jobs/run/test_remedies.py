import re
from pathlib import Path

from jobs.run.remedies import REMEDIES, remedy_of

TRANSFORMS = Path(__file__).parent.parent.parent.parent / "transforms"
REASON = re.compile(r'(?:BadRecord\(|letter_about\([\w.\[\]]+, "[a-z]+", )\s*"([a-z_0-9]+)"')


def test_every_reason_that_the_code_gives_has_a_remedy():
    reasons = {reason for path in TRANSFORMS.rglob("*.py") for reason in REASON.findall(path.read_text("utf-8"))}
    assert {"bad_json", "tagger_failed", "offset_mismatch", "linker_failed", "lone_surrogate"} <= reasons
    assert reasons - set(REMEDIES) == set()


def test_a_reason_of_an_older_version_leads_to_the_table():
    assert remedy_of("not_splittable") == "look at the columns detail and record of the table"

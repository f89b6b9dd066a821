import pytest

from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from transforms.terminologies.obo import read_obo

SMALL = r"""format-version: 1.2
import: http://example.invalid/other.obo

[Term]
id: S:0 ! comment
name: disease

[Term]
id: S:1
name: pain\, chronic
def: "Pain." [http\://example.invalid]
synonym: "long \"pain\"" EXACT [A:1, http\://example.invalid]
synonym: "ache" RELATED []
synonym: "chronic pain" []
is_a: S:0 {source="X"} ! disease

[Typedef]
id: part_of
name: part of

[Term]
id: S:2
name: gone
is_obsolete: true
"""


def test_terms_are_concepts(tmp_path):
    path = tmp_path / "small.obo"
    path.write_text(SMALL)
    assert list(read_obo(path, "Disease")) == [
        Concept("S:0", "disease", (), (), "Disease"),
        Concept("S:1", "pain, chronic", ('long "pain"', "chronic pain"), ("S:0",), "Disease"),
    ]


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "small.obo"
    path.write_text("<html>\n")
    with pytest.raises(Refused, match=r"small.obo:1: not an OBO file. Received: '<html>'"):
        list(read_obo(path, "Disease"))

import pytest

from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from transforms.terminologies import mesh_xml
from transforms.terminologies.mesh_xml import read_mesh

DESCRIPTORS = """<?xml version="1.0"?>
<!DOCTYPE DescriptorRecordSet SYSTEM "https://example.invalid/desc.dtd">
<DescriptorRecordSet>
  <DescriptorRecord><DescriptorUI>D1</DescriptorUI><DescriptorName><String>Metals</String></DescriptorName>
    <TreeNumberList><TreeNumber>D01</TreeNumber></TreeNumberList></DescriptorRecord>
  <DescriptorRecord><DescriptorUI>D2</DescriptorUI><DescriptorName><String>Zinc</String></DescriptorName>
    <TreeNumberList><TreeNumber>D01.5</TreeNumber></TreeNumberList>
    <ConceptList><Concept><TermList><Term><String>Zinc</String></Term><Term><String>Zn</String></Term></TermList>
    </Concept></ConceptList></DescriptorRecord>
</DescriptorRecordSet>"""

SUPPLEMENT = """<SupplementalRecordSet>
  <SupplementalRecord><SupplementalRecordUI>C1</SupplementalRecordUI>
    <SupplementalRecordName><String>zinc dust</String></SupplementalRecordName>
    <HeadingMappedToList><HeadingMappedTo><DescriptorReferredTo><DescriptorUI>*D2</DescriptorUI></DescriptorReferredTo>
    </HeadingMappedTo></HeadingMappedToList></SupplementalRecord>
</SupplementalRecordSet>"""


@pytest.fixture
def read(tmp_path):
    def read(*contents):
        paths = [tmp_path / f"{number}.xml" for number in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_text(content)
        return list(read_mesh(paths))

    return read


def test_descriptors_and_supplementary_concepts(read):
    assert read(DESCRIPTORS, SUPPLEMENT) == [
        Concept("D1", "Metals", (), (), "Chemical"),
        Concept("D2", "Zinc", ("Zinc", "Zn"), ("D1",), "Chemical"),
        Concept("C1", "zinc dust", (), ("D2",), "Chemical"),
    ]


BOMB = """<!DOCTYPE DescriptorRecordSet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<DescriptorRecordSet><DescriptorRecord>&b;</DescriptorRecord></DescriptorRecordSet>"""
FETCHES = """<!DOCTYPE DescriptorRecordSet [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<DescriptorRecordSet><DescriptorRecord>&x;</DescriptorRecord></DescriptorRecordSet>"""
NAMELESS = (
    "<DescriptorRecordSet><DescriptorRecord><DescriptorUI>D1</DescriptorUI></DescriptorRecord></DescriptorRecordSet>"
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB, "the file declares entities"),
        (FETCHES, "the file declares entities"),
        (NAMELESS, "a record without an id or a name. Received: 'D1'"),
        (DESCRIPTORS[:-40], "not well-formed XML"),
        ("<html/>", "expected a DescriptorRecordSet or a SupplementalRecordSet. Received: 'html'"),
        ('<?xml version="1.0" encoding="ascii"?><DescriptorRecordSet>ä</DescriptorRecordSet>', "not well-formed XML"),
        ("", "the file is empty"),
    ],
)
def test_bad_files_are_refused(read, content, reason):
    with pytest.raises(Refused, match=reason):
        read(content)


def test_a_record_without_an_end_is_refused_before_it_fills_the_memory(read, monkeypatch):
    monkeypatch.setattr(mesh_xml, "_MAX_ELEMENTS", 100)
    with pytest.raises(Refused, match="a record of more than 100 elements"):
        read(f"<DescriptorRecordSet><DescriptorRecord>{'<a/>' * 200}</DescriptorRecord></DescriptorRecordSet>")

import pytest

from transforms.reading.formats.section_kinds import KINDS, kind_of


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        ("introduction", "INTRODUCTION;1. Background;Aims of the study;intro;INTRO"),
        ("case", "Case report;CASE;cases;2. Case presentation"),
        ("methods", "Methods and design;II. Materials and Methods;materials|methods;Patients and methods;Statistics"),
        ("results", "3 Results;Results and Discussion;Main findings;RESULTS;Model and Results"),
        ("discussion", "DISCUSS;Discussion;Limitations"),
        ("conclusions", "CONCL;Conclusions and Practical Implications;5. Conclusion;Summary"),
        ("supplementary", "supplementary-material;Supporting Information;Additional file 1;SUPPL"),
        ("abbreviations", "Abbreviations used;ABBR"),
        ("acknowledgements", "Authors\u2019 contributions;Competing interests;ACK_FUND;COMP_INT;AUTH_CONT;Funding"),
        ("appendix", "Appendix A;APPENDIX"),
        ("references", "REF;References;Bibliography"),
        ("caption", "FIG;Figure legends"),
        (None, "Lithium;Reference values;Casein in milk;Vitamins;;42"),
    ],
)
def test_kind_by_heading_or_name_of_the_type(kind, headings):
    assert {heading: kind_of(heading) for heading in headings.split(";")} == dict.fromkeys(headings.split(";"), kind)


def test_every_kind_is_a_word():
    assert all(kind.isalpha() and kind.islower() for kind in KINDS)

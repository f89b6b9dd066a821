import pytest

from jobs.browse.corpus import Corpus
from tests.committed import commit

NASTY = "<script>alert(1)</script> & 'Rex' OR 1=1 --"
TEXTS = {
    "d1": "Zinc helps Rat and Bob.",
    "d2": f"Lead harms. {NASTY}",
    "pmc/3 ?&#": "Crohn's Disease, zinc.\u0000 Αlpha",
    "long": "Gold here. " * 30_000,
    **{f"many{number}": "Iron Iron Iron." for number in range(30)},
}


@pytest.fixture(scope="package")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browse") / "it's"
    commit(str(folder), "2026-01-01T000000.000000Z-a", TEXTS, entities_by_label={"Name": 1})
    return str(folder)


@pytest.fixture(scope="package")
def browsed(output):
    corpus = Corpus(output)
    yield corpus
    corpus.close()

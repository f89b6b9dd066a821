import numpy as np
import pytest

from ner_model.reranking.lexicon import find
from tests.training.reranking.test_count import key
from tests.written_corpora import packed
from training.reranking.dictionaries import CHEMICAL, DISEASE, GENE, OTHER, listed, read_names

FILES = {
    "mesh_descriptors/trees.tsv.gz": "DescriptorUI\ttree\nD1\tD02.1\nD2\tC10.2\nD2\tF03.1\nD3\tD12.776\nD4\tE05.1\n",
    "mesh_descriptors/terms.tsv.gz": "DescriptorUI\tName\tConceptUI\tTerm\tY\n"
    "D1\tLithium\tM1\tLithium, Elemental\tN\nD2\tDementia\tM2\tDementia\tY\n"
    "D3\tAlbumins\tM3\tAlbumins\tY\nD4\tDialysis\tM4\tDialysis\tY\n",
    "bioresources/chebi.tsv.gz": "urea\tCHEBI:1\n",
    "bioresources/PubChem.tsv.gz": "\ufeffhydrogen peroxide\t1\n",
    "bioresources/mesh-disease.tsv.gz": "gout\tD5\n",
    "bioresources/ProteinFamilies.tsv.gz": "Erk\tIPR1\tHuman\n",
    "bioresources/famplex.tsv.gz": "14-3-3\tp14\n",
    "bioresources/ner/Gene_or_gene_product.tsv.gz": "# names\nBRCA1\n",
    "disease_ontology/HumanDO.tsv.gz": 'id\tlabel\tsubClassOf\n"DOID:1"\t"contact dermatitis"\t"dermatitis"\n',
    "drugbank_vocabulary/drugbank_vocabulary.csv.gz": "Column1;Column2;Column3\n"
    "DrugBank ID;Common name;Synonyms\nDB1;Lepirudin;Hirudin variant-1 | Refludan\nDB2;Nothing;\n",
}


@pytest.fixture
def folder(tmp_path):
    return packed(tmp_path, FILES)


def test_names_come_with_their_kinds(folder):
    names = set(read_names(folder))
    chemicals = {
        "Lithium",
        "Lithium, Elemental",
        "Elemental Lithium",
        "urea",
        "hydrogen peroxide",
        "Lepirudin",
        "Refludan",
    }
    assert {(name, CHEMICAL) for name in chemicals} <= names
    assert {("Dementia", DISEASE), ("gout", DISEASE), ("contact dermatitis", DISEASE)} <= names
    assert {("Albumins", GENE), ("Erk", GENE), ("14-3-3", GENE), ("BRCA1", GENE), ("Dialysis", OTHER)} <= names
    assert not {name for name, _ in names if not name or name.startswith("#")}


def test_names_are_listed_by_rising_keys_with_all_their_kinds():
    keys, kinds = listed(
        [("Renal failure", DISEASE), ("renal-failures", OTHER), ("urea", CHEMICAL), ("?", OTHER), ("", OTHER)]
    )
    assert (keys[1:] > keys[:-1]).all()
    wanted = np.array([key("renal failure"), key("urea"), key("other")])
    assert find(keys, wanted, kinds).tolist() == [1 << DISEASE | 1 << OTHER, 1 << CHEMICAL, 0]

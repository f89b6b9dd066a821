"""Other labelled corpora of this field, each with annotation rules and labels of its own."""

import pathlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from training.corpora import chemprot, iob, pubtator
from training.corpora.gold import GoldDocument, renamed
from training.corpora.known_corpus import KnownCorpus
from training.corpora.split_documents import part_by_hash


class Corpus(NamedTuple):
    """A labelled corpus that the tagger may learn from or be measured on.

    `files` is a pattern below the folder of all corpora. `labels` says what the corpus annotates in the tagger's own
    terms, and leaves out labels that the corpus annotates in part only.
    """

    name: str
    files: str
    licence: str
    labels: Mapping[str, str]
    read: Callable[[pathlib.Path], Iterator[GoldDocument]]


def load_related(name: str, folder: pathlib.Path) -> list[GoldDocument]:
    """All documents of one of `RELATED`, as published below a folder; a document may be a single sentence."""
    corpus = find_related(name)
    documents = [document for path in sorted(folder.glob(corpus.files)) for document in corpus.read(path)]
    if not documents:
        raise FileNotFoundError(f"{folder}: no documents of {name} there")
    return documents


def find_related(name: str) -> Corpus:
    if name not in RELATED:
        raise ValueError(f"a related corpus is one of {', '.join(RELATED)}. Received: name={name!r}")
    return RELATED[name]


def _read_ncbi_disease(path: pathlib.Path) -> Iterator[GoldDocument]:
    """Dogan et al. 2014; its four kinds of disease mention are one label."""
    kinds = ("SpecificDisease", "DiseaseClass", "Modifier", "CompositeMention")
    return renamed(pubtator.read_file(path), dict.fromkeys(kinds, "Disease"))


def _read_held_out(path: pathlib.Path) -> Iterator[GoldDocument]:
    """A tenth of a corpus that was published without splits, which taggers are tuned on and never learn."""
    return (document for document in pubtator.read_file(path) if part_by_hash(document) == "dev")


_FREE = "free for research"
_CC_BY = "CC BY 4.0"
SIX = ("Chemical", "Disease", "Gene", "Variant", "Species", "CellLine")  # of BioRED, and of PubTator
_TMVAR = ("ProteinMutation", "DNAMutation", "OtherMutation", "SNP", "AcidChange", "ProteinAllele", "DNAAllele")
_GENES = {"Gene": "Gene", "FamilyName": "Gene", "DomainMotif": "Gene"}
_BIORED = {
    "ChemicalEntity": "Chemical",
    "DiseaseOrPhenotypicFeature": "Disease",
    "GeneOrGeneProduct": "Gene",
    "SequenceVariant": "Variant",
    "OrganismTaxon": "Species",
    "CellLine": "CellLine",
}


def _by_name(corpora: Iterable[Corpus]) -> dict[str, Corpus]:
    return {corpus.name: corpus for corpus in corpora}


RELATED = _by_name(
    [
        Corpus(
            "ncbi_disease",
            "ncbi_disease/*.gz",
            _FREE,
            {"Disease": "Disease"},
            _read_ncbi_disease,
        ),
        Corpus("biored", "biored/*.gz", _FREE, _BIORED, pubtator.read_file),
        Corpus("biored_train", "biored/Train.*", _FREE, _BIORED, pubtator.read_file),
        Corpus("biored_dev", "biored/Dev.*", _FREE, _BIORED, pubtator.read_file),
        Corpus("bionlp11id", "iob/BioNLP11ID-IOB/*.gz", _CC_BY, {"Chemical": "Chemical"}, iob.read_file),
        Corpus(
            "bionlp13cg",
            "iob/BioNLP13CG-IOB/*.gz",
            _CC_BY,
            {"Simple_chemical": "Chemical", "Gene_or_gene_product": "Gene"},
            iob.read_file,
        ),
        Corpus(
            "bionlp13pc",
            "iob/BioNLP13PC-IOB/*.gz",
            _CC_BY,
            {"Simple_chemical": "Chemical", "Gene_or_gene_product": "Gene"},
            iob.read_file,
        ),
        Corpus(
            "drugprot",
            "pubtator/drugprot.*",
            _CC_BY,
            {"Chemical": "Chemical", "Gene": "Gene"},
            pubtator.read_file,
        ),
        Corpus(
            "chemprot",
            "chemprot/*.jsonl.gz",
            _CC_BY,
            {"CHEMICAL": "Chemical", "GENE": "Gene"},
            chemprot.read_file,
        ),
        Corpus("nlmgene", "pubtator/nlmgene.*", _FREE, _GENES, pubtator.read_file),
        Corpus("nlmgene_dev", "pubtator/nlmgene.*", _FREE, _GENES, _read_held_out),
        Corpus("gnormplus", "pubtator/gnormplus.*", _FREE, _GENES, pubtator.read_file),
        Corpus("gnormplus_dev", "pubtator/gnormplus.*", _FREE, _GENES, _read_held_out),
        Corpus(
            "tmvar3",
            "pubtator/tmvar3_*",
            _FREE,
            {**{label: label for label in SIX if label != "Chemical"}, **dict.fromkeys(_TMVAR, "Variant")},
            pubtator.read_file,
        ),
        Corpus(
            "biored_more",
            "pubtator/biored_more.*",
            _FREE,
            {label: label for label in SIX},
            pubtator.read_file,
        ),
        Corpus("species", "pubtator/species.*", _FREE, {"Species": "Species"}, pubtator.read_file),
        Corpus("linnaeus_articles", "pubtator/linnaeus_*", _FREE, {"Species": "Species"}, pubtator.read_file),
        Corpus("bioid", "pubtator/bioid_*", _FREE, {"CellLine": "CellLine"}, pubtator.read_file),
        Corpus("bc2gm", "iob/BC2GM-IOB/*.gz", _CC_BY, {"GENE": "Gene"}, iob.read_file),
        Corpus("ncbi_disease_sentences", "iob/NCBI-disease-IOB/*.gz", _FREE, {"Disease": "Disease"}, iob.read_file),
        Corpus("ncbi_disease_dev", "pubtator/ncbi_disease_dev.*", _FREE, {"Disease": "Disease"}, _read_ncbi_disease),
    ]
)

# What published taggers are measured on besides their own development set, and calibrated on too.
OUT_OF_CORPUS = {
    "bc5cdr": ("biored_dev", "bionlp13cg"),
    "biomedical": ("bc5cdr", "nlmgene_dev", "gnormplus_dev", "bionlp13cg"),
}
# What they are measured on as well, and not calibrated on: corpora that no step learns, with rules further from theirs.
FURTHER_AWAY = {
    "bc5cdr": ("bionlp13pc", "bionlp11id"),
    "biomedical": ("bionlp13pc", "bionlp11id", "bc2gm"),
}


def _load_biored(split: str, data_dir: pathlib.Path, cache: pathlib.Path) -> list[GoldDocument]:
    part = f"biored_{split}"
    return list(renamed(load_related(part, data_dir / "related"), find_related(part).labels))


BIORED = KnownCorpus(
    name="biored",
    labels=SIX,
    licence=_FREE,
    about="PubMed abstracts with chemicals, diseases, genes, variants, species and cell lines: BioRED",
    load=_load_biored,
)

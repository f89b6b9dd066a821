"""A generated PubMed in small: a baseline and update files that revise, delete, add again, repeat and come late."""

import gzip
from pathlib import Path
from random import Random
from typing import NamedTuple

WORDS = ["Zinc", "Lead", "helps", "harms", "Rats", "Mice", "in", "the", "of", "Asthma", "Pain", "with", "and", "Copper"]


class Citation(NamedTuple):
    pmid: int
    version: int
    title: str


class UpdateFile(NamedTuple):
    number: int
    citations: list[Citation]
    deleted: list[tuple[int, int]]


def generate(seed: int, citations: int = 12, updates: int = 30) -> list[UpdateFile]:
    """The files in the order of their numbers, the baseline first."""
    random = Random(seed)
    files = [UpdateFile(1, [Citation(pmid, 1, _title(random)) for pmid in range(1, citations + 1)], [])]
    for number in range(2, updates + 2):
        pmids = random.sample(range(1, citations + 8), random.randint(1, 4))
        revised = [Citation(pmid, random.choice([1, 1, 1, 1, 2]), _title(random)) for pmid in pmids]
        deleted = [(random.randint(1, citations + 8), random.choice([1, 1, 2])) for _ in range(random.randint(0, 2))]
        files.append(UpdateFile(number, revised, deleted))
    return files


def final_state(files: list[UpdateFile]) -> dict[int, Citation]:
    """The naive truth: of all that is said of a citation, what has the highest version in the latest file."""
    said = {}
    for file in files:
        for order, (pmid, version, citation) in enumerate(
            [*((each.pmid, each.version, each) for each in file.citations), *((*pair, None) for pair in file.deleted)]
        ):
            said.setdefault(pmid, []).append(((version, file.number, order), citation))
    newest = {pmid: max(entries, key=lambda entry: entry[0])[1] for pmid, entries in said.items()}
    return {pmid: citation for pmid, citation in newest.items() if citation}


def write(file: UpdateFile, folder: Path, year: int = 26) -> Path:
    """The file as PubMed publishes it."""
    folder.mkdir(exist_ok=True)
    path = folder / f"pubmed{year}n{file.number:04}.xml.gz"
    articles = "".join(
        f'<PubmedArticle><MedlineCitation><PMID Version="{citation.version}">{citation.pmid}</PMID><Article>'
        f"<ArticleTitle>{citation.title}</ArticleTitle></Article></MedlineCitation></PubmedArticle>\n"
        for citation in file.citations
    )
    pmids = "".join(f'<PMID Version="{version}">{pmid}</PMID>' for pmid, version in file.deleted)
    deleted = f"<DeleteCitation>{pmids}</DeleteCitation>" if pmids else ""
    path.write_bytes(gzip.compress(f"<PubmedArticleSet>{articles}{deleted}</PubmedArticleSet>".encode(), mtime=0))
    return path


def deliveries(files: list[UpdateFile], folder: Path, seed: int) -> list[list[Path]]:
    """Nights on which the files arrive: not always in order, some of them a second time in another folder."""
    generator = Random(seed)
    paths = [write(file, folder) for file in files]
    repeated = [write(file, folder / "again") for file in generator.sample(files, 3)]
    order = [*paths, *repeated]
    for _ in range(8):
        first, second = generator.sample(range(1, len(order)), 2)
        order[first], order[second] = order[second], order[first]
    nights = []
    while order:
        size = generator.randint(1, 6)
        nights.append(order[:size])
        order = order[size:]
    return nights


def _title(random: Random) -> str:
    return " ".join(random.choices(WORDS, k=random.randint(1, 8))) + "."

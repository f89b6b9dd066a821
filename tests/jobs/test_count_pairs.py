import pandas as pd
import pytest

from jobs import compact_annotations, tag_corpus
from jobs.count_pairs import main
from tests.stub_tagger import StubTagger

CONCEPTS = [("C1", "zinc"), ("C2", "lead"), ("D1", "rat")]


@pytest.fixture
def annotations(tmp_path, terminology, monkeypatch):
    """An output with the links of two documents; capitalised words are chemicals, and Rat is a disease."""
    plain = StubTagger.tag

    def tag(self, texts, tokens):
        found = plain(self, texts, tokens)
        return [[e._replace(label="Disease") if e.text == "Rat" else e for e in those] for those in found]

    monkeypatch.setattr(StubTagger, "tag", tag)
    (tmp_path / "in.jsonl").write_text(
        '{"id": "d1", "text": "Zinc harms Rat. Lead too."}\n{"id": "d2", "text": "Zinc."}\n'
    )
    folder = terminology("mixed", *CONCEPTS, labels={"D1": "Disease"})
    flags = [f"--input={tmp_path}/in.jsonl", f"--output={tmp_path}/out", f"--terminology={folder}"]
    assert tag_corpus.main(flags) == 0
    return f"--annotations={tmp_path}/out", f"--terminology={folder}"


def test_pairs_of_the_only_run(annotations, tmp_path):
    assert main([annotations[0], "--labels=Name,Disease", f"--output={tmp_path}/pairs"]) == 0
    pairs = pd.read_parquet(tmp_path / "pairs" / "pairs.parquet")
    columns = ["concept_a", "name_a", "concept_b", "documents", "sentences", "documents_a"]
    assert sorted(pairs[columns].itertuples(index=False, name=None)) == [
        ("C1", "zinc", "D1", 1, 1, 2),
        ("C2", "lead", "D1", 1, 0, 1),
    ]
    concepts = pd.read_parquet(tmp_path / "pairs" / "concepts.parquet")
    assert sorted(zip(concepts["doc_id"], concepts["concept_id"], strict=True)) == [
        ("d1", "C1"),
        ("d1", "C2"),
        ("d1", "D1"),
        ("d2", "C1"),
    ]


def test_pairs_of_a_snapshot_are_the_same(annotations, tmp_path):
    main([annotations[0], "--labels=Name,Disease", f"--output={tmp_path}/run"])
    assert compact_annotations.main([f"--output={tmp_path}/out"]) == 0
    main([annotations[0], "--labels=Name,Disease", f"--output={tmp_path}/snapshot"])
    one, other = (pd.read_parquet(tmp_path / name / "pairs.parquet") for name in ("run", "snapshot"))
    assert one.equals(other)


def test_only_kinds_of_a_concept(annotations, tmp_path):
    assert main([*annotations, "--labels=Name,Disease", "--under=C2", f"--output={tmp_path}/pairs"]) == 0
    assert pd.read_parquet(tmp_path / "pairs" / "pairs.parquet")["concept_a"].tolist() == ["C2"]


@pytest.mark.parametrize(
    ("flags", "reason"),
    [
        (["--labels=Disease"], "two labels are needed"),
        (["--under=C1"], "--under needs --terminology"),
        (["--annotations=none"], "no run has been committed there"),
    ],
)
def test_what_cannot_be_counted_is_one_line(annotations, tmp_path, capsys, flags, reason):
    assert main([annotations[0], f"--output={tmp_path}/pairs", *flags]) == 2
    assert reason in capsys.readouterr().err
    assert not (tmp_path / "pairs").exists()


def test_an_output_that_exists_is_refused(annotations, tmp_path, capsys):
    assert main([annotations[0], f"--output={tmp_path}"]) == 2
    assert "give a new folder" in capsys.readouterr().err


def test_entities_without_links_have_no_pairs(tmp_path, capsys):
    (tmp_path / "in.jsonl").write_text('{"id": "d1", "text": "Zinc harms Rat."}\n')
    tag_corpus.main([f"--input={tmp_path}/in.jsonl", f"--output={tmp_path}/out"])
    assert main([f"--annotations={tmp_path}/out", f"--output={tmp_path}/pairs"]) == 2
    assert "no entity is linked to a concept" in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"in.jsonl", "out"}

from ner_model.tagger import Entity
from tests.transforms.annotated import annotated
from transforms.snapshots.describe_rows import compare_rows, describe_rows, example
from transforms.snapshots.facts import Example, LabelSum, Mark
from transforms.snapshots.key_range import KeyRange
from transforms.snapshots.manifest import Part
from transforms.tables.documents import document_rows
from transforms.tables.entities import entity_rows
from transforms.writing.parquet_files import TableWriter

EVERYTHING = KeyRange(None, None)


def tables(*documents):
    return document_rows(documents), entity_rows(documents)


def snapshot(folder, *documents):
    parts = {}
    for table, rows in zip(("documents", "entities"), tables(*documents), strict=True):
        writer = TableWriter(table, f"{folder}/{table}", {})
        written = [*writer.write(rows), *writer.close()]
        parts[table] = tuple(Part(file.path) for file in written)
    return parts


def test_an_example_is_the_sentence_of_its_first_entity():
    text = "Zinc oxide helped. It eased pain in rats."
    pain, rats = Entity(28, 32, "Disease", "pain", 0.5, 1), Entity(36, 40, "Species", "rats", 0.5, 1)
    assert example("d1", text, [pain, Entity(0, 4, "Chemical", "Zinc", 0.5, 0), rats]) == Example(
        "d1", "It eased pain in rats.", (Mark(9, 13, "Disease"), Mark(17, 21, "Species"))
    )


def test_counts_labels_scores_and_mentions():
    facts = describe_rows(*tables(annotated("1", "Zinc Zinc x."), annotated("2", " "), annotated("3", "Iron x.")))
    assert (facts.documents, facts.entities, facts.tokens, facts.empty_texts) == (3, 3, 5, 1)
    assert facts.labels == {"Chemical": LabelSum(3, 1.5)}
    assert facts.score_tenths == (0, 0, 0, 0, 0, 3, 0, 0, 0, 0)
    assert facts.mentions == (("Chemical", "Zinc", 2), ("Chemical", "Iron", 1))
    assert [shown.sentence for shown in facts.examples] == ["Zinc Zinc x.", "Iron x."]


def test_a_score_of_one_is_in_the_last_tenth():
    document = annotated("1")
    sure = document._replace(entities=[document.entities[0]._replace(score=1.0)])
    assert describe_rows(*tables(sure)).score_tenths[9] == 1


def test_nothing_is_described_as_nothing():
    facts = describe_rows(*tables())
    assert (facts.documents, facts.tokens, facts.labels, facts.examples) == (0, 0, {}, ())


def test_without_a_snapshot_before_all_documents_are_added():
    facts = compare_rows(None, EVERYTHING, *tables(annotated("1")), [])
    assert (facts.added, facts.gone) == (1, ())


def test_what_came_changed_stayed_and_is_gone(tmp_path):
    kept, changed = annotated("1"), annotated("2", "Lead x.")
    before = snapshot(tmp_path, kept, changed, annotated("3", source="b#7"), annotated("4"))
    new = tables(kept, annotated("2", "Iron Iron x."), annotated("5"))
    facts = compare_rows(before, EVERYTHING, *new, deleted=["4"])
    assert (facts.added, facts.changed, facts.unchanged) == (1, 1, 1)
    assert (facts.gone, facts.gone_by_file) == (("3",), {"b": 1})
    assert facts.gained == (("Chemical", "Iron", 2),)
    assert facts.lost == (("Chemical", "Zinc", 1), ("Chemical", "Lead", 1))


def test_rows_of_other_ranges_are_not_compared(tmp_path):
    before = snapshot(tmp_path, annotated("1"), annotated("8"))
    facts = compare_rows(before, KeyRange(None, "5"), *tables(annotated("1")), [])
    assert (facts.gone, facts.lost) == ((), ())

from transforms.records import DEAD_LETTERS, DOCUMENTS, ENTITIES, DeadLetter


def test_columns():
    assert ENTITIES.names == ["doc_id", "sentence", "start", "end", "label", "text", "score", "section"]
    assert DOCUMENTS.names[:4] == ["doc_id", "source", "text", "text_sha256"]
    assert DOCUMENTS.names[4:8] == ["sentences", "tokens", "entities", "sections"]
    assert tuple(DEAD_LETTERS.names) == DeadLetter._fields

import io

from transforms.reading.formats.bioc_documents import documents

ONE, TWO = '{"id": "1", "passages": []}', '{"id": "2", "passages": [{"text": "}]{"}]}'


def objects(text, limit=1 << 20):
    return [raw.decode() for raw in documents(io.BytesIO(text.encode()), limit)]


def test_brackets_in_strings_are_no_brackets():
    assert objects(f'{{"documents": [{ONE}, {TWO}]}}') == [ONE, TWO]


def test_documents_one_after_the_other_without_a_list():
    assert objects(f"{ONE}\n{TWO}") == [ONE, TWO]


def test_lists_one_after_the_other():
    assert objects(f'{{"documents": [{ONE}]}} {{"documents": [{TWO}]}}') == [ONE, TWO]


def test_a_document_that_is_no_json_goes_up_to_the_next():
    damaged, whole = objects(f'{{"documents": [{ONE[:-2]}, {TWO}]}}')
    assert damaged.startswith(ONE[:-2])
    assert whole == TWO


def test_an_empty_list():
    assert objects('{"documents": [ ]}') == []

import zlib

import pytest

from ner_model.errors import Refused
from tests.training.corpora.formats.reading import read
from training.corpora.formats.docbin import FORMAT

pytest.importorskip("spacy", reason="needs the extra `spacy`")


@pytest.mark.parametrize("content", [b"no DocBin", zlib.compress(b"neither")])
def test_what_is_no_docbin_is_refused(tmp_path, content):
    with pytest.raises(Refused, match=r"a\.spacy: no DocBin"):
        read(FORMAT, tmp_path / "a.spacy", content)


def test_spans_of_groups_are_read_where_there_are_no_entities(tmp_path):
    import spacy
    from spacy.tokens import DocBin

    doc = spacy.blank("xx")("A lute.")
    doc.spans["sc"] = [doc.char_span(2, 6, label="Instrument")]
    (draft,) = read(FORMAT, tmp_path / "a.spacy", DocBin(docs=[doc]).to_bytes())
    assert [(claim.pieces, claim.label) for claim in draft.claims] == [(((2, 6),), "Instrument")]
    assert draft.doc_id == "a/1"

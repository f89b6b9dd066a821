import gzip
import json

import numpy as np

from ner_model.tagger import load
from training import silver
from training.corpora.pubtator import read_documents

WORDS = ["aspirin", "asthma", "of\r\n", "the", "Patients", "β-blocker", "(", ")", ".", "xyz123", "DNA"]


def test_silver_is_what_the_teachers_find_in_abstracts_of_some_length(tiny_model, tmp_path):
    abstract = " ".join(np.random.default_rng(0).choice(WORDS, 1000))
    with gzip.open(tmp_path / "a.jsonl.gz", "wt") as file:
        for text in (abstract, "short"):
            file.write(json.dumps({"title": "Aspirin in\tpatients.", "abstract": text, "body": "unused"}) + "\n")
    output = tmp_path / "silver.gz"
    silver.main([f"--model={tiny_model}", f"--model={tiny_model}", f"--text={tmp_path}", f"--output={output}"])
    with gzip.open(output, "rt") as lines:
        (document,) = read_documents(lines)
    assert document.text.startswith("Aspirin in patients. ")
    found = load(str(tiny_model)).annotate([document.text])[0]
    assert [tuple(mention) for mention in document.mentions] == [entity[:3] for entity in found] != []


def test_of_full_texts_every_so_many_th_is_taken(tmp_path):
    with gzip.open(tmp_path / "a.jsonl.gz", "wt") as file:
        for name in "abcde":
            file.write(json.dumps({"title": "", "abstract": "", "body": "" if name == "b" else name * 200}) + "\n")
    assert [text[0] for text in silver.texts_of(tmp_path, 2)] == ["c", "e"]
    assert list(silver.texts_of(tmp_path, 0)) == []

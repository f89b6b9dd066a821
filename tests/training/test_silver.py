import gzip
import json

from ner_model.tagger import load
from training import silver
from training.pubtator import read_documents


def test_silver_is_what_the_teachers_find_in_abstracts_of_some_length(tiny_model, tmp_path):
    long = {
        "title": "Aspirin in\tpatients.",
        "abstract": "Asthma of the patients,\r\nDNA (aspirin) xyz of β-blocker. " * 10,
        "body": "unused",
    }
    with gzip.open(tmp_path / "a.jsonl.gz", "wt") as file:
        for record in (long, {**long, "abstract": "short"}):
            file.write(json.dumps(record) + "\n")
    output = tmp_path / "silver.gz"
    silver.main([f"--model={tiny_model}", f"--model={tiny_model}", f"--text={tmp_path}", f"--output={output}"])
    with gzip.open(output, "rt") as lines:
        (document,) = read_documents(lines)
    assert document.text.startswith("Aspirin in patients. Asthma of the patients,  DNA")
    found = load(str(tiny_model)).annotate([document.text])[0]
    assert [tuple(mention) for mention in document.mentions] == [entity[:3] for entity in found] != []

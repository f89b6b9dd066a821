"""The job with a model folder, from files to rows: what notebooks get from the same tagger."""

import json

import pandas as pd

from jobs.tag_corpus import main
from ner_model import tagger

TEXTS = {
    "d1": "Aspirin induced asthma. DNA of patients, in 1998, helped.",
    "d2": "The patients (aspirin) in asthma.",
    "d3": "β-blockers\u00a0and 𝛂-DNA " * 40 + "asthma.",
}


def test_rows_are_what_the_tagger_annotates(tiny_model, tmp_path):
    records = [{"id": doc_id, "text": text} for doc_id, text in TEXTS.items()]
    (tmp_path / "in.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records))
    assert (
        main(
            [f"--input={tmp_path}/in.jsonl", f"--output={tmp_path}/out", f"--model={tiny_model}", "--allow_unevaluated"]
        )
        == 0
    )

    rows = pd.read_parquet(tmp_path / "out" / "entities").sort_values(["doc_id", "start"])
    found = [
        (doc_id, entity.sentence, entity.start, entity.end, entity.label, entity.text)
        for doc_id, text in TEXTS.items()
        for entity in tagger.load(str(tiny_model)).annotate([text])[0]
    ]
    assert found
    columns = ["doc_id", "sentence", "start", "end", "label", "text"]
    assert list(rows[columns].itertuples(index=False, name=None)) == found


def test_a_model_that_was_never_evaluated_is_refused(tiny_model, tmp_path, capsys):
    assert main([f"--output={tmp_path}/out", f"--model={tiny_model}"]) == 2
    assert "has no evaluation; --allow_unevaluated takes it all the same" in capsys.readouterr().err


def test_a_damaged_model_is_refused_with_exit_code_2(tiny_model, tmp_path, capsys):
    damaged = tmp_path / "model"
    damaged.mkdir()
    for path in tiny_model.iterdir():
        (damaged / path.name).write_bytes(path.read_bytes())
    (damaged / "words.txt").write_text("other")
    assert main([f"--model={damaged}", f"--output={tmp_path}/out"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "words.txt" in line
    assert not (tmp_path / "out").exists()

import json

import pytest

from tests.written_corpora import document_of, write_prodigy
from training import simulate_suggestions


@pytest.mark.slow
def test_a_round_compares_suggested_sentences_with_random_ones(tmp_path, tiny_model, capsys):
    texts = [f"The [lute|Instrument] of {number} and the [harp|Instrument]. It was {number}." for number in range(30)]
    write_prodigy(tmp_path, [document_of(str(number), text) for number, text in enumerate(texts)])
    flags = [f"--corpus={tmp_path / 'corpus.jsonl'}", f"--init={tiny_model}", f"--output={tmp_path / 'out'}"]
    simulate_suggestions.main([*flags, "--documents=3", "--sentences=4", "--epochs=1", "--hidden=8", "--seeds=1"])
    (line,) = (tmp_path / "out" / "rounds.jsonl").read_text().splitlines()
    result = json.loads(line)
    assert set(result) == {"seed", "before", "suggested", "at_random", "suggested_tokens", "random_tokens"}
    assert min(result["suggested_tokens"], result["random_tokens"]) >= 4 * 4
    assert line in capsys.readouterr().out

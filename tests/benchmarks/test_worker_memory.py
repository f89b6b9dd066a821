import pytest

from benchmarks import worker_memory
from benchmarks.texts import write_documents
from benchmarks.worker_memory import Memory, main, report


def test_what_a_further_worker_costs_is_the_growth_of_the_shares():
    alone, beside = Memory(400_000_000, 300_000_000, 290_000_000), Memory(400_000_000, 225_000_000, 200_000_000)
    assert report({1: [alone], 4: [beside] * 4}).splitlines() == [
        " workers   MB resident   private  all, shared once",
        "       1           400       290               300",
        "       4           400       200               900",
        "each further worker: 200 MB",
    ]


@pytest.mark.slow
def test_workers_are_measured_when_all_have_tagged(tmp_path, tiny_model, capsys):
    write_documents(tmp_path / "texts.jsonl", 3)
    assert main([f"--input={tmp_path}/texts.jsonl", f"--model={tiny_model}", "--workers=2"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("each further worker: ")
    (alone,) = worker_memory.measure(1, [f"{tmp_path}/texts.jsonl"], str(tiny_model))
    assert 0 < alone.private <= alone.share <= alone.resident

import gzip
import json

from training.corpora.chemprot import read_file
from training.corpora.gold import GoldDocument, Mention


def test_token_positions_run_through_the_abstract_and_mentions_may_lie_in_one_another(tmp_path):
    record = {
        "id": "7",
        "sentences": [["Gold", "helps", "."], ["The", "androgen", "receptor", "(", "AR", ")", "is", "bound", "."]],
        "ner": [[[0, 0, "CHEMICAL"]], [[4, 4, "CHEMICAL"], [4, 5, "GENE"], [7, 7, "GENE"]]],
    }
    with gzip.open(tmp_path / "dev.jsonl.gz", "wt") as file:
        file.write(json.dumps(record) + "\n")
    text = "Gold helps. The androgen receptor (AR) is bound."
    mentions = [(0, 4, "CHEMICAL"), (16, 24, "CHEMICAL"), (16, 33, "GENE"), (35, 37, "GENE")]
    assert list(read_file(tmp_path / "dev.jsonl.gz")) == [GoldDocument("7", text, tuple(Mention(*m) for m in mentions))]

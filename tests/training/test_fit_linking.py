from pathlib import Path

from ner_model.linking.linker import load_linker
from ner_model.linking.terminology import read_card, verify
from training.evaluate_linking import main as evaluate
from training.fit_linking import main

FIXTURES = Path(__file__).parents[1] / "fixtures"


def test_a_terminology_learns_the_names_of_a_corpus(terminology_of, capsys):
    folder = terminology_of()
    before = load_linker(folder).digest
    main([f"--terminology={folder}", f"--data_dir={FIXTURES}"])
    assert read_card(folder)["learned_from"] == "BC5CDR train"
    assert load_linker(folder).digest != before
    verify(folder)
    assert "replaced ids learned" in capsys.readouterr().out


def test_linking_is_measured_with_gold_mentions(terminology_of, capsys):
    folder = terminology_of()
    evaluate([f"--terminology={folder}", f"--data_dir={FIXTURES}"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[2:4]] == ["Chemical", "Disease"]

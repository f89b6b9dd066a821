from benchmarks.page import main
from tests.committed import commit


def test_time_and_size_of_a_page_are_printed(tmp_path, capsys):
    commit(str(tmp_path), "R1", {"d1": "Zinc helps Rat."})
    main([f"--output={tmp_path}"])
    first, *pages, memory = capsys.readouterr().out.splitlines()
    assert first == "1 documents, 2 entities"
    assert len(pages) == 3
    assert all(line.endswith(" MB") for line in (*pages, memory))

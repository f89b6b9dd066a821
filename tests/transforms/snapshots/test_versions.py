from transforms.snapshots.versions import Source, at, key_of, sources_of

LIVE = {"pubmed26n0007.xml": "R2", "b.jsonl": "R2", "a.jsonl": "R1"}


def test_files_of_pubmed_are_ordered_by_their_numbers_and_others_by_their_runs():
    assert sources_of(LIVE, ["pubmed26n0007.xml", "b.jsonl", "a.jsonl"]) == {
        "a.jsonl": Source("R1", 0, 1, 0),
        "b.jsonl": Source("R2", 0, 2, 1),
        "pubmed26n0007.xml": Source("R2", 7, 0, 2),
    }


def test_a_file_that_no_longer_counts_has_no_run():
    assert sources_of({}, ["old.jsonl"])["old.jsonl"].run_id is None


def test_a_record_of_an_archive_has_the_source_of_the_archive():
    sources = sources_of(LIVE, list(LIVE))
    assert at("b.jsonl/inside/one.nxml", sources) == sources["b.jsonl"]
    assert at("elsewhere/one.nxml", sources) is None


def test_versions_of_a_citation_share_a_key():
    assert [key_of("7", 1), key_of("7.2", 2), key_of("10.1", 1), key_of("7.2", 3)] == ["7", "7", "10.1", "7.2"]

from transforms.reading import seen_ids
from transforms.reading.seen_ids import SeenIds


def test_ids_are_remembered_beyond_the_recent_ones(monkeypatch):
    monkeypatch.setattr(seen_ids, "_RECENT", 10)
    seen = SeenIds()
    assert all(seen.add(str(number)) for number in range(105))
    assert not any(seen.add(str(number)) for number in range(105))

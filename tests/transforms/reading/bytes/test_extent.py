import io

from transforms.reading.bytes.extent import WHOLE, Extent, bytes_in


def test_an_extent_is_a_file_of_its_own():
    assert bytes_in(io.BytesIO(b"0123456789"), Extent(2, 5)).read() == b"234"
    assert bytes_in(io.BytesIO(b"0123456789"), Extent(7)).read() == b"789"


def test_it_may_reach_beyond_the_end():
    assert bytes_in(io.BytesIO(b"01"), Extent(1, 50)).read() == b"1"


def test_the_whole_is_the_file_itself():
    file = io.BytesIO(b"0")
    assert bytes_in(file, WHOLE) is file

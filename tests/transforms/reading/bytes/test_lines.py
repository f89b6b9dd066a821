import io

from transforms.reading.bytes.extent import Extent
from transforms.reading.bytes.lines import line_cuts, lines
from transforms.reading.record import ReadOptions

TEXT = b"aa\nbb\ncc\ndd\n"


def test_a_byte_order_mark_is_left_out_at_the_start_only():
    marked = b"\xef\xbb\xbfa\n\xef\xbb\xbfb"
    assert list(lines(io.BytesIO(marked), 100)) == [b"a\n", b"\xef\xbb\xbfb"]
    assert list(lines(io.BytesIO(marked), 100, Extent(5))) == [b"\xef\xbb\xbfb"]


def test_lines_of_an_extent():
    assert list(lines(io.BytesIO(TEXT), 100, Extent(3, 9))) == [b"bb\n", b"cc\n"]


def test_a_file_is_cut_behind_lines():
    def may_cut(before: bytes, line: bytes) -> bool:
        return line != b"cc\n"

    cuts = list(line_cuts(io.BytesIO(TEXT), ReadOptions(part_bytes=4), lambda before, line: True))
    assert [TEXT[cut - 1 : cut] for cut in cuts] == [b"\n"] * len(cuts) != []
    assert 6 not in list(line_cuts(io.BytesIO(TEXT), ReadOptions(part_bytes=1), may_cut))

"""Whether a file in which no record was found is one that holds none."""

from transforms.reading.bytes.encoding import as_utf8
from transforms.reading.format import Format
from transforms.reading.record import BadRecord


def check_empty(head: bytes, format: Format) -> None:
    """Passes what says by itself that it holds no record: an empty root, an empty list, a header without rows.

    Raises BadRecord for all else. So what a reader passes over, because it is of a kind that nobody knew or because the
    reader is wrong, is noticed.
    """
    if not head:
        raise BadRecord("empty_file", "0 bytes")
    if not format.says_empty(as_utf8(head)):
        raise BadRecord("no_records", f"bytes, but no record of the format {format.name}", raw=head)

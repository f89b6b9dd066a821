"""What one record may take of time and memory, whatever its bytes are: the limits of all readers.

Time is linear in the bytes that are read: patterns do not backtrack, and what a record would unpack or spread to is
known before it is made. Memory is that of one record and a block. What is over a limit is a dead letter, `too_large` or
the name of the damage, and the next record is read. `tests/jobs/test_mutated_files.py` and `tests/fuzz` hold files of a
few KB to `SECONDS` of a processor, and all work to `MEGABYTES`.
"""

SECONDS = 10
MEGABYTES = 1_500

CHARACTERS = 20_000_000  # of a text, unless `--max_document_characters` says otherwise
BYTES_OF_A_CHARACTER = 4  # at most, in UTF-8
BYTES_OF_MARKUP = 1 << 16  # that a record may have beside its text

JSON_ITEMS = 2_000_000  # brackets and commas in a record: each costs some 200 bytes of objects
XML_MARKUP = 3_000_000  # `<` and `=` in a record: each costs about 120 bytes of tree
XML_COMMENT = 1 << 16  # bytes of a comment in a record, and of a document type
CSV_LINES = 10_000  # of one quoted record: further on a quote was never closed
BIOC_HEADER = 1 << 16  # bytes of a collection before its documents

GAP = 100_000  # characters that a passage may stand behind the one before, ...
GAP_PER_CHARACTER = 10  # ... and as many more for each character that came before

PAGE_RECORDS = 4  # of the largest size, that a page of Parquet may unpack to: it is unpacked whole, and copied
PARQUET_ROWS = 1 << 26  # bytes of rows decoded at a time, whatever they repeat

TAR_HEADER = 1 << 20  # bytes of the headers that hold names and times, which are read whole
XZ_MEMORY = 256 << 20  # bytes of a dictionary; the settings of xz itself take up to 65 MiB
ZSTD_WINDOW = 1 << 27  # bytes, as Arrow has it


def record_bytes(characters: int) -> int:
    """The bytes that a record of so many characters may have; readers hold no more of any record.

    >>> record_bytes(10)
    65576
    """
    return BYTES_OF_A_CHARACTER * characters + BYTES_OF_MARKUP

"""What to do about a dead letter: one line for every reason."""

from transforms.reading.kinds import KINDS

_ID = "name the field or column that holds the id: --id_field"
_MENDED = "mend the record; --input=OUTPUT/dead_letters then reads its file again"
_WHOLE = "fetch the file again: it is damaged, or not all there"
_UTF8 = "write the file in UTF-8"

REMEDIES = {
    **{kind.reason: kind.remedy for kind in KINDS},
    "bad_json": _MENDED,
    "bad_offsets": _MENDED,
    "bad_version": _MENDED,
    "compressed_parquet": "unpack the file: Parquet is compressed within",
    "doubled_column": "give each column a name of its own",
    "duplicate_id": "give each record an id of its own, or name the field that has one: --id_field",
    "empty_archive": "nothing to read in there: fetch the archive again if there should be",
    "empty_file": "nothing to read in there: fetch the file again if there should be",
    "invalid_encoding": _UTF8,
    "invalid_utf8": _UTF8,
    "left_out": "nothing, if it is a figure or a supplement; else take it out of the archive",
    "lone_surrogate": "write the text anew: half a character is in it, and no Unicode text has that",
    "malformed_archive": _WHOLE,
    "malformed_bibtex": _MENDED,
    "malformed_parquet": _WHOLE,
    "malformed_pubtator": _MENDED,
    "malformed_ris": _MENDED,
    "malformed_xml": _MENDED,
    "missing_column": "name the columns: --id_field, --text_field",
    "missing_id": _ID,
    "missing_text": "name the field or column that holds the text: --text_field",
    "no_records": "say what the file is: --format",
    "not_bioc": "leave --format out, or convert the file",
    "not_endnote": "leave --format out, or convert the file",
    "not_jats": "fetch the article from PMC, which has it in JATS, or convert it",
    "not_medline": "leave --format out, or convert the file",
    "not_tei": "leave --format out, or have GROBID make the file again",
    "linker_failed": "a fault of the linker: please report it with the record",
    "offset_mismatch": "a fault of the tagger: please report it with the record",
    "tagger_failed": "a fault of the tagger: please report it with the record",
    "too_large": "raise --max_document_characters, or cut the document",
    "truncated": _WHOLE,
    "unknown_encoding": _UTF8,
    "unknown_format": "say what the file is: --format",
    "reader_failed": "a fault of the reader: please report it with the file",
    "unreadable_file": "make the file readable to the user that runs the job",
    "unreadable_record": "a fault of the reader: please report it with the record",
    "web_page": "fetch the article as JATS XML, or save the page as plain text",
    "wrong_type": _MENDED,
}


def remedy_of(reason: str) -> str:
    """What to do about a reason; of one that the table lacks, where to look.

    >>> remedy_of("too_large")
    'raise --max_document_characters, or cut the document'
    """
    return REMEDIES.get(reason, "look at the columns detail and record of the table")

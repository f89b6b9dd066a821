"""Every record of one file, or of a part of it, as a document, a deletion or a dead letter."""

from collections.abc import Iterator
from dataclasses import replace
from io import BufferedIOBase, BufferedReader

from transforms.reading.all_formats import format_named
from transforms.reading.bytes.archive import is_archive, members
from transforms.reading.bytes.compression import head_of, open_file
from transforms.reading.bytes.extent import WHOLE, Extent
from transforms.reading.bytes.names import without_packing
from transforms.reading.bytes.translation import translated
from transforms.reading.detect import detect
from transforms.reading.find_files import file_id
from transforms.reading.format import HEAD
from transforms.reading.kinds import binary_of, check_kind
from transforms.reading.no_records import check_empty
from transforms.reading.record import BadRecord, Outcome, ReadOptions, bad_of, dead_letter
from transforms.reading.seen_ids import SeenIds
from transforms.reading.split_files import FilePart
from transforms.records import Document, InputFile, printable


def read_file(file: InputFile, options: ReadOptions) -> Iterator[Outcome]:
    """Every record of a file, in order; an id that the file has shown before is a dead letter."""
    return read_part(FilePart(file), options)


def read_part(part: FilePart, options: ReadOptions) -> Iterator[Outcome]:
    """What `read_file` has for the part."""
    seen = SeenIds(part.shown)
    for outcome in _outcomes(part.file, part.extent, options):
        if not isinstance(outcome, Document) or seen.add(outcome.doc_id):
            yield outcome
        else:
            bad = BadRecord("duplicate_id", "an earlier record of the file has this id", outcome.doc_id)
            yield dead_letter(outcome.source, bad, outcome.text)


def _outcomes(file: InputFile, extent: Extent, options: ReadOptions) -> Iterator[Outcome]:
    path = printable(file.path)
    try:
        with open_file(file.path) as stream:
            head = head_of(stream, HEAD)
        with open_file(file.path) as stream:
            if not is_archive(head):
                yield from _read(stream, head, file._replace(path=path), options, extent)
                return
            for name, content in members(stream, extent):
                yield from _read_member(content, _member(file, printable(name)), options)
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        yield dead_letter(path, BadRecord("unreadable_file", str(error)))
    except Exception as error:
        yield dead_letter(path, bad_of(error))


def _member(archive: InputFile, name: str) -> InputFile:
    """A file in an archive, as one in a folder would be."""
    folder = archive.doc_id or file_id(archive.path, archive.path.rpartition("/")[0])
    return InputFile(f"{printable(archive.path)}/{name}", archive.format, f"{folder}/{without_packing(name)}")


def _read_member(content: BufferedReader | BadRecord, member: InputFile, options: ReadOptions) -> Iterator[Outcome]:
    """Figures and supplements belong to an archive of articles, so that what they say is a reason of its own."""
    if isinstance(content, BadRecord):
        yield dead_letter(f"{member.path}#1", content)
        return
    head = content.peek()
    what = binary_of(head)
    if what:
        yield dead_letter(f"{member.path}#1", BadRecord("left_out", f"{what} in an archive"), head)
    else:
        yield from _read(content, head, member, options)


def _read(
    stream: BufferedIOBase, head: bytes, file: InputFile, options: ReadOptions, extent: Extent = WHOLE
) -> Iterator[Outcome]:
    """Where the reader gives up, the rest of the file is one dead letter."""
    count = 0
    options = replace(options, file_id=file.doc_id or file_id(file.path, file.path.rpartition("/")[0]))
    try:
        check_kind(head)
        format = format_named(file.format) if file.format else detect(head, file.path, options)
        text = translated(stream, head, format.has_lines)
        for outcome in format.read_extent(text, file.path, options, extent):
            count += 1
            yield outcome
        if not count and extent == WHOLE:
            check_empty(head, format)
    except Exception as error:
        yield dead_letter(f"{file.path}#{extent.first + count}", bad_of(error))

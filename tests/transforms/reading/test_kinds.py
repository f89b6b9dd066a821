import io
import zipfile

import pytest

from transforms.reading.kinds import check_kind


def zipped(*names):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name in names:
            archive.writestr(name, "application/epub+zip" if name == "mimetype" else "x")
    return sink.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "reason", "remedy"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a.pdf", "pdf", "GROBID"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a.docx", "word_document", "plain text"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "a.xlsx", "spreadsheet", "CSV"),
        (zipped("[Content_Types].xml", "ppt/slides.xml"), "a.pptx", "presentation", "plain text"),
        (zipped("mimetype"), "a.epub", "ebook", "plain text"),
        (zipped("a.txt", "b.txt"), "a.zip", "zip_archive", "unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "a.doc", "office_document", "plain text"),
        (rb"{\rtf1\ansi Zinc.}", "a.rtf", "rich_text", "plain text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.png", "image", "OCR"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a.jpg", "image", "OCR"),
        (b"GIF89a\x01\0", "a", "image", "OCR"),
        (b"II*\0\x08\0\0\0", "a.tif", "image", "OCR"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "a.7z", "archive", "unpack it"),
        (b"SQLite format 3\0", "a.db", "database", "CSV"),
        (b"ARROW1\0\0\xff\xff", "a.feather", "table", "Parquet"),
        (b"\x7fELF\x02\x01\x01\0", "a", "program", "leave it out"),
    ],
)
@pytest.mark.parametrize("format", [None, "text"])
def test_kinds_that_hold_no_text_say_what_to_do(read, data, name, reason, remedy, format):
    (letter,) = read(data, name, format=format)
    assert letter.reason == reason
    assert remedy in letter.detail


def test_web_pages_say_what_to_do(read):
    for page in (b"<!DOCTYPE html>\n<html><body>404</body></html>", b"<html lang='en'>", b"<HTML>"):
        (letter,) = read(page, "a.xml")
        assert letter.reason == "web_page"
        assert "JATS" in letter.detail


@pytest.mark.parametrize(
    "text",
    [
        "PAR1 is a receptor of thrombin.",
        "BZh1 was not found.",
        "MZ twins were compared with DZ twins.",
        "BM cells were taken from bone marrow.",
        "ORC1 binds to DNA.",
        "PK of the drug was linear.",
        "II*a: the second class.",
        "Obj 1 was seen first.",
        "Rar is a small GTPase.",
        "GIF1 and GIF2",
    ],
)
def test_texts_that_begin_like_another_kind_are_texts(read, text):
    check_kind(text.encode())
    (document,) = read(text.encode(), "a.txt")
    assert document.text == text

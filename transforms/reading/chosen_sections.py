"""A document cut to the sections that a user asks for."""

from collections.abc import Collection

from transforms.records import Document, Section


def choose_sections(document: Document, names: Collection[str]) -> Document:
    """The document with the text of the named sections alone; of all, if no names are given.

    A document that knows no sections stays whole, so that nothing of it is lost unseen.

    >>> from transforms.records import Section
    >>> sections = (Section("title", 0, 7), Section("abstract", 8, 19))
    >>> choose_sections(Document("1", "a#1", "On rats They sleep.", sections), ["abstract"]).text
    'They sleep.'
    """
    if not names or not document.sections:
        return document
    pieces: list[str] = []
    sections: list[Section] = []
    length = last = 0
    for section in document.sections:
        if section.name in names:
            between = document.text[last : section.start] if sections else ""
            start, length = length + len(between), length + len(between) + section.end - section.start
            pieces += [between, document.text[section.start : section.end]]
            sections.append(section._replace(start=start, end=length))
        last = section.end
    return document._replace(text="".join(pieces), sections=tuple(sections))

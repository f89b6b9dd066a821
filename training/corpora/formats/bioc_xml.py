"""BioC XML: passages with annotations, whose offsets count from the beginning of the document."""

from collections.abc import Iterator

from lxml import etree

from ner_model.errors import Refused
from training.corpora.corpus_format import Beginning, CorpusFormat
from training.corpora.draft import Claim, CorpusFile, Draft
from training.corpora.formats.bioc_passages import Passage, document_of
from training.corpora.read_text import read_bytes


def read(file: CorpusFile) -> Iterator[Draft]:
    """The documents of a collection. A declaration of entities is refused, and nothing is ever fetched."""
    content = read_bytes(file)
    if b"<!ENTITY" in content:
        raise Refused("entities are declared, which is not read", file.name, "<!ENTITY", "write what they stand for")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(f"not well-formed XML ({error.msg})", f"{file.name}:{error.lineno}") from error
    for document in root.iter("document"):
        at = f"{file.name}:{document.sourceline}"
        yield document_of(
            document.findtext("id") or at, [_passage(each, file) for each in document.iter("passage")], at
        )


def _passage(element: etree._Element, file: CorpusFile) -> Passage:
    """Text of a passage, or of its sentences where these have it."""
    holders = [element] if element.find("text") is not None else element.findall("sentence")
    texts = [(_number(holder, "offset", file), holder.findtext("text") or "") for holder in holders]
    annotations = [*element.findall("annotation"), *element.findall("sentence/annotation")]
    return Passage(texts, [_claim(annotation, file) for annotation in annotations])


def _claim(annotation: etree._Element, file: CorpusFile) -> Claim:
    at = f"{file.name}:{annotation.sourceline}"
    label = next((infon.text for infon in annotation.findall("infon") if infon.get("key") == "type"), None)
    locations = annotation.findall("location")
    try:
        places = [(int(each.get("offset", "")), int(each.get("length", ""))) for each in locations]
    except ValueError as error:
        raise Refused("a location without offset and length", at, etree.tostring(locations[0])) from error
    if not label or not places:
        raise Refused("an annotation without type or location", at, annotation.get("id"))
    return Claim(tuple((offset, offset + size) for offset, size in places), label, annotation.findtext("text"), at)


def _number(element: etree._Element, name: str, file: CorpusFile) -> int:
    text = element.findtext(name) or ""
    if not text.strip().isdecimal():
        raise Refused(f"a {element.tag} without {name}", f"{file.name}:{element.sourceline}", text)
    return int(text)


def _recognise(beginning: Beginning) -> bool:
    return beginning.text.startswith("<") and "<collection" in beginning.text


FORMAT = CorpusFormat("bioc_xml", "BioC XML", _recognise, read)

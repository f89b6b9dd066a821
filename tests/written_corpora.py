"""One corpus, invented, and how to write it in each format that labelled corpora come in."""

import gzip
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from ner_model.text import tokenize
from training.corpora.align import align
from training.corpora.gold import GoldDocument, Mention

_TEXTS = [
    "Tuning of a [lute|Instrument]. The [viola da gamba|Instrument] was played by [Ms Okafor|Player] in March.",
    "Letters on the [βeta harp|Instrument]. It has 40 strings, and its [bow|Part] [rosin|Part] was lost.",
    "The 𝄞 [clavichord|Instrument] of Turku. [Aino Virta|Player] owned a [hurdy-gurdy|Instrument], too.",
    "Nothing of note. It rained & 5 < 7 came.",
    "A [lute|Instrument] with a new [bridge|Part]. [Aino Virta|Player] says that its [bridge|Part] is too high.",
]


def corpus():
    """Five documents of title and abstract; their words are such that CoNLL gives back the same text."""
    return [document_of(str(number), text) for number, text in enumerate(_TEXTS, start=1)]


def document_of(doc_id, marked):
    """A document of a text in which mentions stand as [text|label]."""
    text, mentions, end = "", [], 0
    for match in re.finditer(r"\[([^|\]]+)\|(\w+)\]", marked):
        text += marked[end : match.start()] + match[1]
        mentions.append(Mention(len(text) - len(match[1]), len(text), match[2]))
        end = match.end()
    return GoldDocument(doc_id, text + marked[end:], tuple(mentions))


def spans_of(documents):
    """What has to be the same however a corpus is written."""
    return {
        (document.doc_id, *mention, document.text[mention.start : mention.end])
        for document in documents
        for mention in document.mentions
    }


def write_pubtator(folder, documents):
    blocks = []
    for document in documents:
        title, _, abstract = document.text.partition(". ")
        lines = [f"{document.doc_id}|t|{title}.", f"{document.doc_id}|a|{abstract}"]
        lines += [
            f"{document.doc_id}\t{start}\t{end}\t{document.text[start:end]}\t{label}\t-"
            for start, end, label in document.mentions
        ]
        blocks.append("\n".join(lines) + "\n\n")
    (folder / "corpus.pubtator.txt").write_text("".join(blocks), encoding="utf-8")


def write_bioc_xml(folder, documents):
    parts = [
        f"<document><id>{document.doc_id}</id><passage><offset>0</offset><text>{escape(document.text)}</text>"
        + "".join(
            f'<annotation id="{number}"><infon key="type">{label}</infon><location offset="{start}" '
            f'length="{end - start}"/><text>{escape(document.text[start:end])}</text></annotation>'
            for number, (start, end, label) in enumerate(document.mentions)
        )
        + "</passage></document>\n"
        for document in documents
    ]
    content = f"<?xml version='1.0' encoding='UTF-8'?>\n<collection>{''.join(parts)}</collection>"
    (folder / "corpus.xml").write_text(content, encoding="utf-8")


def write_bioc_json(folder, documents):
    content = {
        "documents": [
            {
                "id": document.doc_id,
                "passages": [
                    {
                        "offset": at,
                        "text": text,
                        "annotations": [_bioc(document, m) for m in document.mentions if at == 0],
                    }
                    for at, text in [(0, document.text)]
                ],
            }
            for document in documents
        ]
    }
    (folder / "corpus.json").write_text(json.dumps(content), encoding="utf-8")


def _bioc(document, mention):
    start, end, label = mention
    location = {"offset": start, "length": end - start}
    return {"id": "1", "infons": {"type": label}, "text": document.text[start:end], "locations": [location]}


def write_conll(folder, documents, *, scheme="BIO"):
    """Words as the tagger's tokens are, its sentences, and a mark before each document."""
    lines = []
    for document in documents:
        tokens = tokenize(document.text)
        tags, _ = align(document, tokens)
        lines += [f"-DOCSTART- ({document.doc_id}) O", ""]
        tags = bioes(tags) if scheme == "BIOES" else tags
        for first, end in zip(tokens.first_tokens, tokens.first_tokens[1:], strict=False):
            lines += [f"{word}\t{tag}" for word, tag in zip(tokens.words[first:end], tags[first:end], strict=True)]
            lines.append("")
    (folder / "corpus.conll").write_text("\n".join(lines), encoding="utf-8")


def bioes(tags):
    """BIO to BIOES."""
    made = []
    for tag, following in zip(tags, [*tags[1:], "O"], strict=True):
        goes_on = following == f"I-{tag[2:]}"
        made.append(tag if tag == "O" or goes_on else f"{'S' if tag[0] == 'B' else 'E'}-{tag[2:]}")
    return made


def write_brat(folder, documents):
    for document in documents:
        (folder / f"{document.doc_id}.txt").write_text(document.text, encoding="utf-8", newline="")
        lines = [
            f"T{number}\t{label} {start} {end}\t{document.text[start:end]}\n"
            for number, (start, end, label) in enumerate(document.mentions, start=1)
        ]
        (folder / f"{document.doc_id}.ann").write_text("".join(lines), encoding="utf-8")


def write_brat_zip(folder, documents):
    loose = folder / "loose"
    loose.mkdir()
    write_brat(loose, documents)
    with zipfile.ZipFile(folder / "corpus.zip", "w") as archive:
        for path in sorted(loose.iterdir()):
            archive.write(path, path.name)
            path.unlink()
    loose.rmdir()


def write_prodigy(folder, documents):
    write_jsonl(
        folder,
        [{"spans": [_span(mention) for mention in d.mentions], "answer": "accept"} for d in documents],
        documents,
    )


def write_doccano(folder, documents):
    write_jsonl(folder, [{"label": [list(mention) for mention in d.mentions]} for d in documents], documents)


def write_jsonl(folder, records, documents):
    lines = [
        json.dumps({"id": document.doc_id, "text": document.text, **record}) + "\n"
        for document, record in zip(documents, records, strict=True)
    ]
    (folder / "corpus.jsonl").write_text("".join(lines), encoding="utf-8")


def _span(mention):
    return mention._asdict()


def write_label_studio(folder, documents):
    tasks = [
        {
            "id": document.doc_id,
            "data": {"text": document.text},
            "annotations": [{"result": [_region(document, mention) for mention in document.mentions]}],
        }
        for document in documents
    ]
    (folder / "corpus.json").write_text(json.dumps(tasks), encoding="utf-8")


def _region(document, mention):
    start, end, label = mention
    value = {"start": start, "end": end, "text": document.text[start:end], "labels": [label]}
    return {"from_name": "label", "to_name": "text", "type": "labels", "value": value}


def write_docbin(folder, documents):
    """Needs spaCy; its own tokens are made to end where mentions do."""
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("xx")
    nlp.tokenizer = lambda text: spacy.tokens.Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))
    docs = DocBin(store_user_data=True)
    for document in documents:
        doc = nlp(document.text)
        doc.user_data["doc_id"] = document.doc_id
        doc.ents = [doc.char_span(start, end, label=label) for start, end, label in document.mentions]
        docs.add(doc)
    docs.to_disk(folder / "corpus.spacy")


WRITERS = {
    "pubtator": write_pubtator,
    "bioc_xml": write_bioc_xml,
    "bioc_json": write_bioc_json,
    "conll": write_conll,
    "brat": write_brat,
    "brat_zip": write_brat_zip,
    "prodigy": write_prodigy,
    "doccano": write_doccano,
    "label_studio": write_label_studio,
    "docbin": write_docbin,
}


def packed(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder with texts in files that are packed by gzip, by their names."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(text.encode()))
    return folder

"""Label Studio's JSON and JSON-MIN: a list of tasks, each a text with the regions that annotators marked."""

import re
from collections.abc import Iterator
from typing import Any

from ner_model.errors import Refused
from training.corpora.corpus_format import Beginning, CorpusFormat
from training.corpora.draft import Claim, CorpusFile, Draft
from training.corpora.formats.json_values import objects, parse, string, whole_number
from training.corpora.offsets import CODE_POINTS, UTF16, fits
from training.corpora.read_text import read_text

_TASKS = re.compile(r"\[\s*[{\]]")


def read(file: CorpusFile) -> Iterator[Draft]:
    """A document a task. A task with several annotations is refused, as nothing says which of them is right."""
    for number, task in enumerate(objects(parse(read_text(file), file.name), file.name, "the file"), start=1):
        data = task["data"] if isinstance(task.get("data"), dict) else task
        meta = task["meta"] if isinstance(task.get("meta"), dict) else {}
        doc_id = str(data.get("doc_id") or meta.get("doc_id") or task.get("id") or f"{file.stem}/{number}")
        at = f"{file.name}: task {doc_id}"
        text = string(data.get("text"), at, "text")
        regions = [region for each in _regions(task, at) for region in _labelled(each)]
        yield Draft(doc_id, text, tuple(_in_code_points(text, _claim(region, at)) for region in regions), at)


def _regions(task: dict[str, Any], at: str) -> list[dict[str, Any]]:
    if "annotations" not in task:
        return objects(task.get("label"), at, "label")  # JSON-MIN
    given = [each for each in objects(task["annotations"], at, "annotations") if not each.get("was_cancelled")]
    if len(given) > 1:
        raise Refused("several annotations of one text", at, len(given), "export the one that is right")
    return objects(given[0].get("result"), at, "result") if given else []


def _labelled(region: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The region once for each of its labels; relations and choices have none."""
    value = region["value"] if isinstance(region.get("value"), dict) else region
    for label in value.get("labels") or ():
        yield {**value, "label": label}


def _claim(value: dict[str, Any], at: str) -> Claim:
    place = (whole_number(value.get("start"), at, "start"), whole_number(value.get("end"), at, "end"))
    text = value.get("text")
    return Claim(
        (place,),
        string(value["label"], at, "labels"),
        None if text is None else string(text, at, "text"),
        at,
    )


def _in_code_points(text: str, claim: Claim) -> Claim:
    """The claim, counted as browsers do where that is what its text says: two units for a character beyond U+FFFF."""
    if fits(text, claim, CODE_POINTS) or not fits(text, claim, UTF16):
        return claim
    return claim._replace(pieces=tuple(piece for each in claim.pieces if (piece := UTF16.moved(text, each))))


def _recognise(beginning: Beginning) -> bool:
    return bool(_TASKS.match(beginning.text))


FORMAT = CorpusFormat("label_studio", "Label Studio's JSON and JSON-MIN", _recognise, read)

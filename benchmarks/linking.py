"""CPU time a token of linking, and memory: `python -m benchmarks.linking --terminology=mesh --input=a.jsonl`.

The texts are tagged first. In the first pass mentions are new, the fewer the more texts came before, as in a job; its
last third says what a long job costs. The second pass knows all of them. As in a job, a text is linked by itself.
Records of JSON lines may lack ids.
"""

import argparse
import ctypes
import gc
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.clock import stay_on_one_core
from benchmarks.stages import read
from ner_model.entity import Entity
from ner_model.linking.linker import Linker, load_linker
from ner_model.tagger import load
from ner_model.text import tokenize
from transforms.reading.formats.fields import document_of_fields
from transforms.reading.record import ReadOptions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terminology", required=True, help="folder of jobs.build_terminology")
    parser.add_argument("--input", required=True, action="append", help="documents, as for jobs.tag_corpus")
    parser.add_argument("--model", default="bc5cdr")
    args = parser.parse_args()
    stay_on_one_core()
    texts = [text for path in args.input for text in read_texts(path)]
    if not any(map(str.strip, texts)):
        parser.error(f"there is no text in {', '.join(args.input)}")
    entities = load(args.model).annotate(texts)
    sizes = [len(tokenize(text).words) for text in texts]
    third = max(1, -(-len(texts) // 3))
    mentions = [(entity.label, entity.text) for those in entities for entity in those]
    print(f"{len(texts):,} texts, {sum(sizes):,} tokens, {len(mentions):,} entities, {len(set(mentions)):,} different")
    before = _resident()
    linker = load_linker(args.terminology)
    for name in ("first pass", "second pass"):
        thirds = [_seconds(linker, texts[i : i + third], entities[i : i + third]) for i in range(0, len(texts), third)]
        last = thirds[-1] / sum(sizes[third * (len(thirds) - 1) :])
        print(f"{name}: {sum(thirds) / sum(sizes) * 1e6:.2f} us a token, its last third {last * 1e6:.2f}")
    own, shared = (after - then for after, then in zip(_resident(), before, strict=True))
    print(f"memory for linking: {own:.0f} MB of a worker, {shared:.0f} MB of files that all workers share")


def read_texts(path: str) -> Iterator[str]:
    """The texts of a file. A record of JSON lines has its line for an id, as some have none."""
    if not path.endswith((".jsonl", ".jsonl.gz")):
        yield from (document.text for document in read([path]))
        return
    with gzip.open(path) if path.endswith(".gz") else Path(path).open("rb") as file:
        for number, line in enumerate(file, start=1):
            record = {**json.loads(line), "id": number}
            yield document_of_fields(record, f"{path}#{number}", ReadOptions()).text


def _seconds(linker: Linker, texts: list[str], entities: list[list[Entity]]) -> float:
    """Processor time of linking some texts."""
    start = time.process_time()
    for text, those in zip(texts, entities, strict=True):
        linker.link([text], [those])
    return time.process_time() - start


def _resident() -> tuple[float, float]:
    """Megabytes of the process that are its own, in memory or swapped out, and of files that are mapped."""
    gc.collect()
    getattr(ctypes.CDLL(None), "malloc_trim", int)(0)  # what was freed before must not go back to the system meanwhile
    lines = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
    own, swapped, shared = (int(lines[name].split()[0]) / 1e3 for name in ("RssAnon", "VmSwap", "RssFile"))
    return own + swapped, shared


if __name__ == "__main__":
    main()

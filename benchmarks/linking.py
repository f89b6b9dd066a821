"""CPU time a token of linking, and memory: `python -m benchmarks.linking --terminology=mesh --input=a.jsonl`.

The texts are tagged first. The first pass meets every mention anew, the second knows all of them.
"""

import argparse
import time
from pathlib import Path

from benchmarks.clock import stay_on_one_core
from benchmarks.stages import read
from ner_model.linking.linker import load_linker
from ner_model.tagger import load
from ner_model.text import tokenize


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terminology", required=True, help="folder of jobs.build_terminology")
    parser.add_argument("--input", required=True, action="append", help="documents, as for jobs.tag_corpus")
    parser.add_argument("--model", default="bc5cdr")
    args = parser.parse_args()
    stay_on_one_core()
    texts = [document.text for document in read(args.input)]
    entities = load(args.model).annotate(texts)
    tokens = sum(len(tokenize(text).words) for text in texts)
    mentions = [(entity.label, entity.text) for those in entities for entity in those]
    print(f"{len(texts):,} texts, {tokens:,} tokens, {len(mentions):,} entities, {len(set(mentions)):,} different")
    before = _resident()
    linker = load_linker(args.terminology)
    for name in ("first pass", "second pass"):
        start = time.process_time()
        linker.link(texts, entities)
        print(f"{name}: {(time.process_time() - start) / tokens * 1e6:.2f} us a token")
    own, shared = (after - then for after, then in zip(_resident(), before, strict=True))
    print(f"memory for linking: {own:.0f} MB of a worker, {shared:.0f} MB of files that all workers share")


def _resident() -> tuple[float, float]:
    """Megabytes of the process that are its own, and of files that are mapped."""
    lines = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
    own, shared = (int(lines[name].split()[0]) / 1e3 for name in ("RssAnon", "RssFile"))
    return own, shared


if __name__ == "__main__":
    main()

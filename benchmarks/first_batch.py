"""What a new worker does before it is of use: `python -m benchmarks.first_batch MODEL`."""

import sys

from ner_model.tagger import load

if __name__ == "__main__":
    load(sys.argv[1]).annotate(["Aspirin can cause asthma in patients with nasal polyps."] * 100)

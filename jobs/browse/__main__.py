"""Shows an output in a browser: `python -m jobs.browse --output=annotations`, then open the address that it prints."""

import argparse
import sys
from contextlib import closing

from jobs.browse.corpus import Corpus
from jobs.browse.server import BrowseServer
from jobs.operation.endings import DONE, REFUSED, before_work
from jobs.operation.log import log_refusal
from ner_model.errors import Refused

_PORT = 8765


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 0 once it is interrupted, or 2 if there is nothing to show or the port is taken."""
    flags = _parser().parse_args(arguments)
    try:
        with before_work():
            corpus = Corpus(flags.output)
            server = BrowseServer(corpus, flags.port)
    except Refused as error:
        log_refusal("browse", error, as_json=False)
        return REFUSED
    print(f"{server.url} shows {flags.output}; Ctrl-C ends it", flush=True)
    with closing(corpus), server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m jobs.browse", description=__doc__, allow_abbrev=False)
    add = parser.add_argument
    add("--output", default="annotations", metavar="FOLDER", help="output of jobs.tag_corpus (default: %(default)s)")
    add("--port", type=int, default=_PORT, help="on 127.0.0.1; 0 for any that is free (default: %(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
